package dev.muster.twinservice.alarm;

import dev.muster.twinservice.alarm.AlarmBook.Slice;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Does with {@link ShardSweep} what the actor does, in simulated time; dies and is born again. */
final class SimulatedSweeper {
    private final SimulatedTime time;
    private final AlarmBook book;
    private final Waker waker;
    private final AlarmSettings settings;
    private Clock clock;
    private int life;
    private boolean alive;
    private boolean locating;
    private boolean noting;
    private @Nullable ShardSweep sweep;

    SimulatedSweeper(SimulatedTime time, AlarmBook book, Waker waker, AlarmSettings settings) {
        this.time = time;
        this.book = book;
        this.waker = waker;
        this.settings = settings;
        this.clock = time.clock(0);
    }

    void start(Clock own) {
        if (!alive) {
            clock = own;
            alive = true;
            locating = false;
            noting = false;
            sweep = null;
            tick(life);
        }
    }

    void die() {
        alive = false;
        life++;
    }

    Instant now() {
        return clock.instant();
    }

    private void tick(int own) {
        if (own != life) {
            return;
        }
        time.after(settings.tick().toMillis(), () -> tick(own));
        if (sweep == null) {
            locate();
            return;
        }
        sweep.tick(now());
        Instant sweptTo = sweep.toNote();
        if (sweptTo != null && !noting) {
            noting = true;
            whileAlive(book.note(0, sweptTo), (done, failure) -> {
                noting = false;
                if (failure == null) {
                    sweep.noted(sweptTo);
                }
            });
        }
        proceed();
    }

    private void locate() {
        if (!locating) {
            locating = true;
            whileAlive(book.sweptTo(0), (found, failure) -> {
                locating = false;
                if (found != null) {
                    sweep = new ShardSweep(settings, found.orElse(now().minus(settings.overlap())), now());
                }
            });
        }
    }

    private void proceed() {
        for (Alarm alarm : sweep.toWake(now())) {
            whileAlive(waker.wake(alarm), (done, failure) -> {
                if (failure == null) {
                    sweep.woken(alarm);
                } else {
                    sweep.failed(alarm, now());
                }
                proceed();
            });
        }
        Slice slice = sweep.nextRead();
        if (slice != null) {
            whileAlive(book.due(0, slice), (found, failure) -> {
                if (found == null) {
                    sweep.unread(slice);
                } else {
                    sweep.found(slice, found);
                    proceed();
                }
            });
        }
    }

    private <T> void whileAlive(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        int own = life;
        var unused = stage.whenComplete((value, failure) -> {
            if (own == life) {
                then.accept(value, failure);
            }
        });
    }
}
