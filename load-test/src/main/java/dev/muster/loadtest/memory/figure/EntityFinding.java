package dev.muster.loadtest.memory.figure;

import dev.muster.loadtest.bench.figure.Spread;
import java.util.List;

/**
 * What empty entities were found to take.
 *
 * @param lives of the process; in the first one each entity persisted its event, in the others it was recovered
 */
public record EntityFinding(int entities, List<EntityLife> lives) {
    /** Before any entity was there, and with all of them. */
    public record EntityLife(Heap before, double secondsToWake, Heap awake) {}

    public EntityFinding {
        lives = List.copyOf(lives);
    }

    public Spread bytes() {
        return Spread.of(lives.stream()
                .map(life -> life.awake().growth(life.before(), entities))
                .toList());
    }

    public double secondsToWake() {
        return lives.get(0).secondsToWake();
    }

    public Spread recoveriesPerSecond() {
        return Spread.of(lives.stream()
                .skip(1)
                .map(life -> entities / life.secondsToWake())
                .toList());
    }
}
