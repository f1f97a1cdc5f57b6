package dev.muster.twinservice.promise;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A keeper without its actor among devices and twins, second by second: calls are slow or lost, and it dies now and then. */
final class PromiseSimulation {
    static final PromiseSettings SETTINGS = new PromiseSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(2)),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            3,
            Duration.ofSeconds(10),
            Duration.ofMinutes(2));
    static final List<AssetId> ASSETS =
            Stream.of("a0", "a1", "a2", "a3").map(AssetId::new).toList();

    private static final int DELAY_MAX = 4;
    private static final int SLOW_MAX = 40;
    private static final Principal TESTER = new Principal("tester");

    final Random random;
    final FakeFleet fleet;
    final Map<PromiseKey, String> wanted = new TreeMap<>();
    final Map<PromiseKey, Promise> stream = new HashMap<>();
    final List<PromiseEvent> journal = new ArrayList<>();
    final Map<Class<?>, Integer> seen = new HashMap<>();
    private final BackoffWatch watch = new BackoffWatch(SETTINGS.backoff());
    private final PromiseRules rules = new PromiseRules(0, SETTINGS);
    private final List<OnTheWay> calls = new ArrayList<>();
    private final List<Telling> tellings = new ArrayList<>();
    Promises promises = new Promises();
    private PromiseDesk desk = new PromiseDesk(rules, SETTINGS);
    private int life;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean calm;

    /** {@code arrives}: at the twin; {@code back}: at the keeper that called. */
    private record OnTheWay(
            PromiseDesk.Call call, int life, Instant arrives, boolean lost, Commanding.@Nullable Reply reply) {}

    private record Telling(Promise told, int life, Instant arrives) {}

    PromiseSimulation(long seed) {
        random = new Random(seed);
        fleet = new FakeFleet(random, ASSETS);
    }

    static PromiseKey keyOf(CommandRequest request) {
        return new PromiseKey(request.asset(), request.command().value());
    }

    void second() {
        now = now.plusSeconds(1);
        fleet.tick(now);
        deliver();
        publish();
        tell();
        if (!calm && random.nextInt(400) == 0) {
            crash();
        }
        look();
        record(desk.due(promises, now, 4));
    }

    private void look() {
        List<Sight> sights = new ArrayList<>();
        TreeSet<PromiseKey> keys = new TreeSet<>(wanted.keySet());
        promises.all().forEach(promise -> keys.add(promise.key()));
        for (PromiseKey key : keys) {
            String value = wanted.get(key);
            Sight.Wish wish = value == null
                    ? null
                    : new Sight.Wish(
                            value,
                            null,
                            TESTER,
                            new Sight.Command(
                                    new CommandName(key.property()),
                                    new Arguments(Map.of("value", Argument.of(value)))),
                            "");
            sights.add(new Sight(key, wish, fleet.reported.get(key)));
        }
        desk.saw(sights);
        record(rules.look(promises, sights, 0, now));
    }

    private void record(List<PromiseEvent> events) {
        for (PromiseEvent event : events) {
            journal.add(event);
            promises.apply(event);
            watch.saw(event, promises);
            seen.merge(event.getClass(), 1, Integer::sum);
        }
        events.forEach(desk::forget);
        if (!calm && !events.isEmpty() && random.nextInt(50) == 0) {
            crash();
        }
        act();
    }

    private void act() {
        for (PromiseDesk.Call call : desk.calls(promises, now)) {
            boolean lost = !calm && random.nextInt(10) == 0;
            calls.add(new OnTheWay(call, life, now.plusSeconds(random.nextInt(DELAY_MAX)), lost, null));
        }
        for (Promise promise : desk.publications(promises, now)) {
            int delay = random.nextInt(!calm && random.nextInt(5) == 0 ? SLOW_MAX : DELAY_MAX);
            tellings.add(new Telling(promise, life, now.plusSeconds(delay)));
        }
    }

    /** Calls on their way arrive all the same, and nobody hears the answer. */
    void crash() {
        life++;
        promises = new Promises();
        desk = new PromiseDesk(rules, SETTINGS);
        journal.forEach(promises::apply);
    }

    private void deliver() {
        List<OnTheWay> arrived =
                calls.stream().filter(call -> !call.arrives().isAfter(now)).toList();
        calls.removeAll(arrived);
        for (OnTheWay call : arrived) {
            if (call.reply() == null && !call.lost()) {
                Commanding.Reply reply = call.call().back()
                        ? fleet.cancel(call.call().request(), now)
                        : fleet.give(call.call().request(), now);
                boolean lost = !calm && random.nextInt(10) == 0;
                calls.add(new OnTheWay(
                        call.call(), call.life(), now.plusSeconds(random.nextInt(DELAY_MAX)), lost, reply));
            } else if (call.life() == life && call.lost()) {
                desk.failed(call.call(), now);
            } else if (call.life() == life && call.reply() != null) {
                record(desk.answered(promises, call.call(), call.reply(), now).stream()
                        .toList());
            }
        }
    }

    private void publish() {
        Iterator<Telling> waiting = tellings.iterator();
        List<Telling> arrived = new ArrayList<>();
        while (waiting.hasNext()) {
            Telling telling = waiting.next();
            if (!telling.arrives().isAfter(now)) {
                arrived.add(telling);
                waiting.remove();
            }
        }
        for (Telling telling : arrived) {
            boolean failed = !calm && random.nextInt(10) == 0;
            if (!failed) {
                stream.put(telling.told().key(), telling.told());
            }
            if (telling.life() == life) {
                if (failed) {
                    desk.notPublished(telling.told().key(), now);
                } else {
                    desk.published(telling.told().key(), telling.told().revision());
                }
            }
        }
    }

    private void tell() {
        for (CommandRecord told : fleet.toTell()) {
            if (calm || random.nextInt(3) == 0) {
                record(rules.told(promises, told, now).stream().toList());
                fleet.acked(told);
            }
        }
    }
}
