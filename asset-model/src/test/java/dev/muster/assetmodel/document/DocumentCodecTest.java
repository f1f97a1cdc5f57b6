package dev.muster.assetmodel.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The changelog keeps documents for years: a golden file is never edited, only accompanied by a newer one. */
class DocumentCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2030-06-01T00:00:00Z");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final Validity ALWAYS = Validity.from(Validity.BEGINNING);

    static Map<String, Document> documents() {
        return Map.of(
                "type", type(),
                "type-scheduled", scheduledType(),
                "hierarchy", hierarchy(),
                "group", group(),
                "group-desired", desiringGroup(),
                "asset", asset(),
                "asset-of-systems", assetOfSystems(),
                "rule", rule());
    }

    private static Document document(String name) {
        return Objects.requireNonNull(documents().get(name));
    }

    static Set<String> names() {
        return documents().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadWhatWasPublished(String name) throws Exception {
        assertThat(DocumentCodec.decode(golden(name))).isEqualTo(document(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPublishWhatTheGoldenFileSays(String name) throws Exception {
        byte[] written = DocumentCodec.encode(document(name));

        assertThat(JSON.readTree(written)).as(new String(written, UTF_8)).isEqualTo(JSON.readTree(golden(name)));
    }

    @Test
    void shouldHaveGoldenFileForEveryKind() {
        assertThat(documents().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Document.class.getPermittedSubclasses()));
    }

    @Test
    void shouldPassOverFieldsOfNewerWriters() throws Exception {
        String newer = new String(golden("hierarchy"), UTF_8).replaceFirst("\\{", "{\"colour\":\"green\",");

        assertThat(DocumentCodec.decode(newer.getBytes(UTF_8))).isEqualTo(hierarchy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"v\":2}", "{\"kind\":\"asset\"}", "{\"v\":1,\"kind\":\"planet\"}", "7"})
    void shouldRefuseWhatIsNoDocumentOfThisVersion(String text) {
        assertThatThrownBy(() -> DocumentCodec.decode(text.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a document");
    }

    @Test
    void shouldKeyDocumentsByEntity() {
        assertThat(documents().values().stream().map(Document::entityKey))
                .containsExactlyInAnyOrder(
                        "type/wind-turbine",
                        "type/heat-pump",
                        "hierarchy/geography",
                        "group/geography|north",
                        "group/geography|south",
                        "asset/WT-07",
                        "asset/BESS-1",
                        "rule/island-ready");
    }

    @Test
    void shouldFindTheWriterOfEveryKey() {
        List<BucketId> all = BucketId.all(Set.of(GEOGRAPHY));

        assertThat(all).hasSize(19);
        assertThat(documents().values().stream().map(document -> BucketId.ofEntityKey(document.entityKey())))
                .isSubsetOf(all);
        assertThat(BucketId.ofEntityKey("asset/a/b")).isIn(all);
        assertThatThrownBy(() -> BucketId.ofEntityKey("planet/mars")).isInstanceOf(IllegalArgumentException.class);
    }

    private static TypeDocument type() {
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                true);
        Signal mode = Signal.atIntervals(
                new SignalName("mode"),
                "1",
                SignalKind.STATE,
                SignConvention.GENERATION,
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                null,
                false);
        AssetType type =
                new AssetType(new TypeId("wind-turbine"), "Wind turbine", Duration.ofSeconds(30), List.of(power, mode));
        return TypeDocument.of(type.id()).with(type, ALWAYS, recorded(START));
    }

    private static TypeDocument scheduledType() {
        Signal mode = new Signal(
                new SignalName("mode"),
                "1",
                SignalKind.STATE,
                SignConvention.GENERATION,
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                null,
                false,
                Reporting.BY_EXCEPTION);
        Daily daily = new Daily(
                ZoneId.of("Europe/Berlin"),
                List.of(
                        new Window(LocalTime.of(5, 30), LocalTime.of(9, 0)),
                        new Window(LocalTime.of(22, 0), LocalTime.of(2, 15, 30))));
        TypeId id = new TypeId("heat-pump");
        Duration patience = Duration.ofSeconds(30);
        return TypeDocument.of(id)
                .with(new AssetType(id, "Heat pump", patience, List.of(mode), daily), ALWAYS, recorded(START))
                .with(
                        new AssetType(id, "Heat pump", patience, List.of(mode), new Daylight()),
                        Validity.from(LATER),
                        recorded(LATER));
    }

    private static HierarchyDocument hierarchy() {
        return HierarchyDocument.of(GEOGRAPHY)
                .with("Geography", ALWAYS, recorded(START))
                .with("Where it stands", Validity.from(LATER), recorded(LATER));
    }

    private static GroupDocument group() {
        return GroupDocument.of(new GroupKey(GEOGRAPHY, new GroupId("north")))
                .with(new GroupDefinition("North", GroupKey.ROOT), new Validity(START, LATER), recorded(START));
    }

    private static GroupDocument desiringGroup() {
        return GroupDocument.of(new GroupKey(GEOGRAPHY, new GroupId("south")))
                .with(new GroupDefinition("North", GroupKey.ROOT), new Validity(START, LATER), recorded(START))
                .desiring(new Properties(Map.of("firmware", "2.1")), Validity.from(LATER), recorded(LATER));
    }

    private static AssetDocument asset() {
        AssetDefinition definition = new AssetDefinition(
                "Wind turbine 7",
                new TypeId("wind-turbine"),
                new SourceId("gateway-1"),
                Map.of(new SignalName("power"), new Range(0, 3)),
                Map.of("maker", "Example"),
                null);
        return AssetDocument.of(new AssetId("WT-07"))
                .with(definition, ALWAYS, recorded(START))
                .placed(GEOGRAPHY, new GroupId("north"), Validity.from(START), recorded(START))
                .placed(GEOGRAPHY, new GroupId("south"), Validity.from(LATER), recorded(START.plusSeconds(1)))
                .with(definition.withRetiredFrom(LATER), Validity.from(LATER), recorded(LATER));
    }

    /** With everything that only some assets have, said by people and by a registry. */
    private static AssetDocument assetOfSystems() {
        AssetDefinition people = new AssetDefinition(
                "Battery 1",
                new TypeId("battery"),
                new SourceId("BESS-1"),
                Map.of(),
                Map.of(),
                null,
                new AssetDetails("City", "Grid", List.of(new AssetId("SUB-3")), List.of(new AssetId("BESS-0"))));
        AssetDefinition registry = new AssetDefinition(
                "BESS 1", new TypeId("battery"), new SourceId("BESS-1"), Map.of(), Map.of("built", "2029"), null);
        SignalName energy = new SignalName("energy");
        return AssetDocument.of(new AssetId("BESS-1"))
                .with(people, new Validity(START, LATER), recorded(START))
                .with(registry, ALWAYS, ofRegistry(START.plusSeconds(1)))
                .placed(GEOGRAPHY, new GroupId("north"), Validity.from(START), ofRegistry(START.plusSeconds(2)))
                .with(
                        new Installation(new DeviceId("SN-1"), null, Map.of()),
                        Validity.from(START),
                        recorded(START.plusSeconds(3)))
                .with(
                        new Installation(new DeviceId("SN-2"), new SourceId("gateway-2"), Map.of(energy, 1_234.5)),
                        Validity.from(LATER),
                        recorded(LATER))
                .with(
                        PropertyKind.EXPECTED,
                        new Properties(Map.of("firmware", "1.2")),
                        Validity.from(START),
                        recorded(START.plusSeconds(4)))
                .with(
                        PropertyKind.REPORTED,
                        new Properties(Map.of("firmware", "1.1")),
                        Validity.from(START),
                        recorded(START.plusSeconds(5)));
    }

    private static RuleGroupDocument rule() {
        return RuleGroupDocument.of(new GroupId("island-ready"))
                .with(
                        new RuleGroup(
                                "Ready to island",
                                List.of(
                                        new Condition.OfType(new TypeId("battery")),
                                        new Condition.Attribute("island", "yes", null, null),
                                        new Condition.Limit(new SignalName("power"), Condition.End.MAX, 50.0, null),
                                        new Condition.OwnedBy("City"),
                                        new Condition.HeldBy("Grid"),
                                        new Condition.FedBy(new AssetId("SUB-3")),
                                        new Condition.Near(new AssetId("WT-07"), 5))),
                        Validity.from(START),
                        recorded(START));
    }

    private static Recorded ofRegistry(Instant at) {
        return new Recorded(at, new Principal("sync"), new SystemId("registry"), 1);
    }

    private static Recorded recorded(Instant at) {
        return new Recorded(at, new Principal("anna"));
    }

    private static byte[] golden(String name) throws IOException {
        String path = "/golden/document/" + name + ".json";
        try (InputStream file = DocumentCodecTest.class.getResourceAsStream(path)) {
            assertThat(file).as(path).isNotNull();
            return file.readAllBytes();
        }
    }
}
