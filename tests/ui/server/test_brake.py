"""How long who guesses has to wait."""

from ui.server.brake import FIRST_WAIT, FORGOTTEN, FREE, LONGEST_WAIT, MOST, Brake


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_further_guess_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    clock = Clock()
    brake = Brake(clock)
    waits = []
    for _ in range(FREE + 15):
        waits.append(brake.wait("ann", "a"))
        clock.now += waits[-1]
        brake.wrong("ann", "a")
    assert waits[: FREE + 3] == [0.0] * FREE + [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT


def test_guesses_from_many_addresses_at_one_name_and_from_one_at_many_are_both_slowed() -> None:
    brake = Brake(Clock())
    for number in range(FREE):
        brake.wrong("ann", f"address {number}")
        brake.wrong(f"user {number}", "b")
    assert brake.wait("ann", "new address") == FIRST_WAIT
    assert brake.wait("new user", "b") == FIRST_WAIT
    assert brake.wait("new user", "new address") == 0


def test_after_an_hour_it_is_forgotten() -> None:
    clock = Clock()
    brake = Brake(clock)
    for _ in range(FREE):
        brake.wrong("ann", "a")
    clock.now += FORGOTTEN + 1
    assert brake.wait("ann", "a") == 0
    brake.wrong("ann", "a")
    assert brake.wait("ann", "a") == 0


def test_what_is_remembered_has_an_end() -> None:
    brake = Brake(Clock())
    for number in range(MOST + 500):
        brake.wrong(f"user {number}", f"address {number}")
    assert len(brake._wrong) <= MOST
