"""Narratives out of invented sentences, 50 to 2000 characters long; each begins by saying that it is invented."""

from __future__ import annotations

from cases.generation.dice import Dice, Weighted

MARK = "Invented case, made by chance to test the registry; no such patient exists."
MOST = 2000
_SENTENCES = (
    "The patient had been well in the days before.",
    "The infusion was given over four hours on the day ward.",
    "Symptoms began in the evening and got worse during the night.",
    "There was no fever at first.",
    "The team on duty called the neurologist.",
    "The next dose was put off until the results were known.",
    "Blood was taken on the same day.",
    "Nobody in the family had anything like this.",
    "The patient went home after a day of watching.",
    "A week later the patient felt almost as before.",
    "The lung function was measured again in the following month.",
    "No other new drug had been taken.",
    "The patient reads about side effects and came early.",
    "Walking two flights of stairs was hard for some days.",
    "The reporter thinks that the drug played a part.",
    "An infection was looked for and not found.",
    "The dose was the usual one.",
    "The centre will send what else it learns.",
)
_LENGTH = Weighted({0: 10, 1: 12, 3: 25, 6: 28, 10: 15, 16: 7, 30: 3})
_MORE = (
    "Since the last report: the patient was seen again.",
    "A later result has come in.",
    "The outcome was updated.",
)


def story(dice: Dice, drug: str, reaction: str, length: int | None = None) -> str:
    """A narrative about a drug and a reaction; `length` in sentences."""
    parts = [MARK, f"After {drug} the patient had {reaction.lower()}."]
    parts += [dice.pick(_SENTENCES) for _row in range(dice.weighted(_LENGTH) if length is None else length)]
    return _cut(parts)


def longer(dice: Dice, told: str) -> str:
    """The narrative with what a follow-up adds."""
    return _cut([told, dice.pick(_MORE)])


def _cut(parts: list[str]) -> str:
    while len(" ".join(parts)) > MOST:
        parts = parts[:-1]
    return " ".join(parts)
