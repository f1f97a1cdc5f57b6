package dev.muster.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Since when members are missing whose group does not list them itself. */
class SilentGroupsTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            "silent", ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final AggregationSettings SETTINGS = AggregationSettings.from(ConfigFactory.load());
    private static final SignalName POWER = new SignalName("power");
    private static final Map<SignalName, MemberSignal> TURBINE =
            Map.of(POWER, new MemberSignal(Duration.ofSeconds(7), 1, null));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Fleet fleet = new Fleet("geography");
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final SetClock clock = new SetClock(NOON.plusSeconds(60));
    private final ScriptedGroups groups = new ScriptedGroups(TEST_KIT.system().deadLetters(), this::rollupOf, clock);
    private final Queries queries = new Queries(view, groups, clock, SETTINGS.queries(), Runnable::run);
    private final GroupKey south = fleet.put("south", fleet.root());

    /** Expects its members, and a word of its children, since noon. */
    private GroupRollup rollupOf(GroupKey group) {
        GroupRollup rollup = new GroupRollup(
                group, SETTINGS.rollUp(), Duration.ofSeconds(30), new SetWatermarks(), new SetNodes("here"), NOON);
        rollup.expect(view.roster(group).orElseThrow(), NOON);
        rollup.advance(clock.instant());
        return rollup;
    }

    @BeforeEach
    void plant() {
        for (String site : List.of("east", "north", "south", "west")) {
            fleet.place("t-" + site, fleet.put(site, fleet.root()), TURBINE);
        }
        view.show(fleet.snapshot());
    }

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void shouldTellSinceWhenAGroupIsSilentFromSinceWhenItRecovers() {
        ChildSince since = new ChildSince(NOON.plusSeconds(2), NOON.plusSeconds(1));
        groups.answer(
                fleet.root(), new GroupReply.MissingPart(List.of(), false, List.of(south), false, List.of(since)));

        groups.silence(south);
        assertThat(page(fleet.root(), null, 9).members())
                .containsExactly(new MissingMember(
                        new AssetId("t-south"), south, MissingReason.UNREACHABLE, NOON.plusSeconds(2)));
        groups.answer(south, new GroupReply.UnknownHere(south));
        assertThat(page(fleet.root(), null, 9).members())
                .containsExactly(new MissingMember(
                        new AssetId("t-south"), south, MissingReason.RECOVERING, NOON.plusSeconds(1)));
    }

    @Test
    void shouldAskTheParentSinceWhenAGroupIsSilentInWhoseMiddleAPageBegins() {
        groups.silence(south);
        String inSouth = new MissingCursor(List.of(fleet.root(), south), new AssetId("t-a")).asText();

        assertThat(page(fleet.root(), inSouth, 1).members())
                .containsExactly(new MissingMember(new AssetId("t-south"), south, MissingReason.UNREACHABLE, NOON));
    }

    @Test
    void shouldAskTheParentSinceWhenTheGroupThatWasAskedAboutIsSilent() {
        groups.silence(south);

        assertThat(page(south, null, 9).members())
                .extracting(MissingMember::since)
                .containsExactly(NOON);
    }

    @Test
    void shouldCallWhatIsUnderASilentGroupSilentSinceThen() {
        GroupKey coast = fleet.put("coast", south);
        fleet.place("t-coast", coast, TURBINE);
        view.show(fleet.snapshot());
        groups.silence(south);
        groups.silence(coast);

        assertThat(page(fleet.root(), null, 10).members())
                .filteredOn(member -> member.reason() == MissingReason.UNREACHABLE)
                .containsExactly(
                        new MissingMember(new AssetId("t-south"), south, MissingReason.UNREACHABLE, NOON),
                        new MissingMember(new AssetId("t-coast"), coast, MissingReason.UNREACHABLE, NOON));
        assertThat(Collections.frequency(groups.asked(), south)).isOne();
    }

    @Test
    void shouldNotKnowSinceWhenTheRootIsSilent() {
        fleet.place("t-root", fleet.root(), TURBINE);
        view.show(fleet.snapshot());
        groups.silence(fleet.root());

        assertThat(page(fleet.root(), null, 1).members())
                .containsExactly(
                        new MissingMember(new AssetId("t-root"), fleet.root(), MissingReason.UNREACHABLE, null));
    }

    @Test
    void shouldNotKnowSinceWhenAGroupIsSilentWhoseParentDoesNotSay() {
        groups.silence(south);
        groups.answer(fleet.root(), new GroupReply.MissingPart(List.of(), false, List.of(south), false, List.of()));

        assertThat(page(fleet.root(), null, 9).members())
                .containsExactly(new MissingMember(new AssetId("t-south"), south, MissingReason.UNREACHABLE, null));
    }

    private MissingReply.Page page(GroupKey group, @Nullable String cursor, int limit) {
        return (MissingReply.Page) queries.missing(group, POWER, cursor, limit)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
