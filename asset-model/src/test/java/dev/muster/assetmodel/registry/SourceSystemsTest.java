package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers to whom several source systems speak: each changes only what it said, and together they break nothing. */
class SourceSystemsTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final Author PEOPLE = Author.of(new Principal("anna"));
    private static final Author REGISTRY = new Author(new Principal("sync"), new SystemId("registry"));
    private static final Author SCADA = new Author(new Principal("sync"), new SystemId("scada"));

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void fillModel() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(putGroup("country", null));
    }

    @Test
    void shouldRefuseSystemThatIsNotKnownAndNameThoseThatAre() {
        Author stranger = new Author(new Principal("sync"), new SystemId("billing"));

        assertRejected(putAsset("WT-07"), stranger, INVALID, "system");
        assertThat(rejection(putAsset("WT-07"), stranger).detail())
                .isEqualTo("Expected one of the source systems manual, registry, scada but got 'billing'");
    }

    @Test
    void shouldShowWhatPeopleSayAndKeepWhatTheRegistrySaid() {
        accepted(putGroup("north", null), PEOPLE);
        accepted(putGroup("south", null), PEOPLE);
        accepted(putAsset("WT-07", in("north")), REGISTRY);
        accepted(putAsset("WT-07", in("south")), PEOPLE);
        accepted(place("WT-07", in("root")), REGISTRY);

        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("south"));
        assertThat(accepted(putAsset("WT-07", in("south")), PEOPLE)).isZero();
        assertThat(accepted(place("WT-07", in("root")), REGISTRY)).isZero();
    }

    /** Each of the two says something harmless; together they would be a ring, whichever of them is believed. */
    @Test
    void shouldNotLetTwoSystemsMakeCycleTogether() {
        accepted(putGroup("north", "country"), PEOPLE);
        accepted(putGroup("south", "country"), PEOPLE);
        accepted(putGroup("south", "north", new Validity(at(2), at(8))), REGISTRY);

        assertRejected(putGroup("north", "south", new Validity(at(5), at(9))), SCADA, CONFLICT, "parent");
        assertRejected(putGroup("north", "south", Validity.from(at(7))), PEOPLE, CONFLICT, "parent");
        assertThat(accepted(putGroup("north", "south", new Validity(at(8), at(9))), SCADA))
                .isEqualTo(1);
    }

    @Test
    void shouldCountLevelsOfAllSystemsTogether() {
        String above = "country";
        for (int level = 2; level <= ModelLimits.DEPTH_MAX; level++) {
            String group = "level-" + level;
            accepted(putGroup(group, level == 9 ? null : above), PEOPLE);
            if (level == 9) {
                // People hold two short trees; to the registry they are one.
                accepted(putGroup(group, above), REGISTRY);
            }
            above = group;
        }

        assertRejected(putGroup("too-deep", above), SCADA, Reason.LIMIT, "parent");
    }

    @Test
    void shouldCloseGroupOnlyWhereNoOtherSystemLetsItStand() {
        accepted(putGroup("north", "country"), PEOPLE);
        accepted(putGroup("site", "north"), PEOPLE);
        assertRejected(putGroup("north", "country", new Validity(at(0), at(5))), PEOPLE, CONFLICT, "validTo");

        accepted(putGroup("north", "country", new Validity(at(4), at(9))), REGISTRY);
        assertThat(rejection(putGroup("north", "country", new Validity(at(0), at(5))), PEOPLE)
                        .detail())
                .contains("from " + at(9) + " on but group site stands there");
        accepted(putGroup("north", "country", Validity.from(at(4))), REGISTRY);

        assertThat(accepted(putGroup("north", "country", new Validity(at(0), at(5))), PEOPLE))
                .isEqualTo(1);
    }

    @Test
    void shouldSayThatOnlyOthersDescribeTheAsset() {
        accepted(putAsset("WT-07"), REGISTRY);
        ModelCommand retire = new ModelCommand.RetireAsset(ASSET, at(1));

        assertRejected(retire, PEOPLE, CONFLICT, "system");
        assertThat(rejection(retire, PEOPLE).detail())
                .isEqualTo("Expected a system that describes asset WT-07 but manual says nothing of it for that time:"
                        + " put the asset first");
        assertThat(accepted(retire, REGISTRY)).isEqualTo(1);
        assertThat(model.view.asset(ASSET).map(Asset::retiredFrom)).contains(at(1));
    }

    @Test
    void shouldRecordNameOfHierarchyOncePerSystem() {
        assertThat(accepted(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Regions"), REGISTRY))
                .isEqualTo(1);

        assertThat(accepted(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Regions"), REGISTRY))
                .isZero();
        assertThat(model.view.hierarchyName(GEOGRAPHY)).contains("Geography");
    }

    private int accepted(ModelCommand command, Author author) {
        Decision decision = model.decide(command, author);
        model.catchUp();
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).events().size();
    }

    private Rejected rejection(ModelCommand command, Author author) {
        Decision decision = model.decide(command, author);
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    private void assertRejected(ModelCommand command, Author author, Reason reason, String field) {
        Rejected rejection = rejection(command, author);
        assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(reason);
        assertThat(rejection.field()).as(rejection.detail()).isEqualTo(field);
        assertThat(rejection.detail()).startsWith("Expected");
    }

    private static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
