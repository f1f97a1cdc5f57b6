package dev.muster.assetmodel.mismatch;

import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand.PutProperties;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of what is stated and reported against tables by the hour, in both times. */
class MismatchPropertyTest {
    private static final int HISTORIES = 200;
    private static final int COMMANDS = 40;
    private static final int QUESTIONS = 40;
    private static final List<String> NAMES = List.of("firmware", "ratedPower", "vendor");
    private static final List<String> TEXTS = List.of("1", "1.0", "2", "x");

    /** In the order of their precedence. */
    private static final List<SystemId> SYSTEMS = ModelDriver.SYSTEMS.systems();

    private static final List<AssetId> ASSETS =
            List.of(new AssetId("WT-01"), new AssetId("WT-02"), new AssetId("WT-03"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldAnswerAsTablesByTheHourDo(long seed) {
        int listed = 0;
        for (int i = 0; i < HISTORIES; i++) {
            listed += play(new Random(seed * 1_000_003 + i), "seed %d, history %d".formatted(seed, i));
        }
        assertThat(listed).as("mismatches that were compared").isGreaterThan(5_000);
    }

    private static int play(Random random, String story) {
        ModelDriver model = new ModelDriver();
        model.accepted(type("wind"));
        model.accepted(geography());
        Map<AssetId, NaiveProperties> naive = new TreeMap<>();
        for (AssetId asset : ASSETS) {
            model.accepted(putAsset(asset.value()));
            naive.put(asset, new NaiveProperties(SYSTEMS.size()));
        }
        for (int minute = 1; minute <= COMMANDS; minute++) {
            model.passes(Duration.ofMinutes(1));
            say(random, minute, model, naive, story);
        }
        model.catchUp();
        int listed = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            listed += ask(random, model.view.history(), naive, story);
        }
        return listed;
    }

    private static void say(
            Random random, int minute, ModelDriver model, Map<AssetId, NaiveProperties> naive, String story) {
        AssetId asset = any(random, ASSETS);
        PropertyKind kind = any(random, List.of(PropertyKind.values()));
        // Only devices report.
        int system = kind == PropertyKind.REPORTED ? 0 : random.nextInt(SYSTEMS.size());
        Map<String, String> said = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                said.put(name, any(random, TEXTS));
            }
        }
        int from = random.nextInt(NaiveProperties.HOURS);
        Integer to = kind == PropertyKind.REPORTED || random.nextBoolean() || from == NaiveProperties.HOURS - 1
                ? null
                : from + 1 + random.nextInt(NaiveProperties.HOURS - 1 - from);
        Decision decision = model.decide(
                new PutProperties(
                        asset, kind, new Properties(said), new Validity(hour(from), to == null ? null : hour(to))),
                new Author(new Principal("tester"), SYSTEMS.get(system)));
        boolean fits = naive.get(asset).put(minute, kind, system, said, from, to);
        assertThat(decision instanceof Decision.Accept).as(story).isEqualTo(fits);
    }

    private static int ask(Random random, ModelHistory history, Map<AssetId, NaiveProperties> naive, String story) {
        PropertyKind kind = random.nextBoolean() ? PropertyKind.EXPECTED : PropertyKind.DESIRED;
        int hour = random.nextInt(NaiveProperties.HOURS);
        boolean nowKnown = random.nextBoolean();
        int known = nowKnown ? COMMANDS : random.nextInt(COMMANDS + 1);
        Instant at = hour(hour).plusSeconds(random.nextInt(3_600));
        Instant asKnownAt = nowKnown ? null : minute(known).plusSeconds(random.nextInt(60));
        List<String> expected = new ArrayList<>();
        naive.forEach((asset, properties) ->
                properties.mismatches(kind, hour, known).forEach(row -> expected.add(asset + " " + row)));

        List<AssetMismatches> found = pages(history, kind, new Moment(at, asKnownAt), 1 + random.nextInt(3));

        String question = "%s: %s at hour %d, known in minute %d".formatted(story, kind, hour, known);
        assertThat(found.stream()
                        .flatMap(asset -> asset.mismatches().stream().map(row -> asset.asset() + " " + shown(row)))
                        .toList())
                .as(question)
                .isEqualTo(expected);
        AssetId asset = any(random, ASSETS);
        PropertyKind any = any(random, List.of(PropertyKind.values()));
        List<String> values = new ArrayList<>();
        PropertyTimes.valuesAt(history.everythingOf(asset).orElseThrow().properties(any), at, asKnownAt)
                .forEach((name, value) -> values.add("%s %s %d %d"
                        .formatted(
                                name,
                                value.value(),
                                hours(value.validFrom()),
                                Duration.between(
                                                ModelDriver.START,
                                                value.recorded().recordedAt())
                                        .toMinutes())));
        assertThat(values)
                .as("%s, %s of %s", question, any, asset)
                .isEqualTo(naive.get(asset).values(any, hour, known));
        return expected.size();
    }

    private static List<AssetMismatches> pages(ModelHistory history, PropertyKind kind, Moment moment, int limit) {
        List<AssetMismatches> all = new ArrayList<>();
        AssetId after = null;
        do {
            Page<AssetMismatches, AssetId> page = history.mismatches(kind, null, moment, after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    private static String shown(Mismatch mismatch) {
        return "%s %s %s %d"
                .formatted(mismatch.property(), mismatch.stated(), mismatch.reported(), hours(mismatch.since()));
    }

    private static <T> T any(Random random, List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private static Instant minute(int minute) {
        return ModelDriver.START.plus(Duration.ofMinutes(minute));
    }

    /** Most of them lie ahead of the minutes in which all is recorded: that makes no difference. */
    private static Instant hour(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }

    private static long hours(Instant instant) {
        return Duration.between(ModelDriver.START, instant).toHours();
    }
}
