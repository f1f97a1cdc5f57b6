package dev.muster.page.time;

import static dev.muster.page.time.Chronicle.CORRECTION_DAY;
import static dev.muster.page.time.Chronicle.DEVICE_CHANGE_DAY;
import static dev.muster.page.time.Chronicle.DEVICE_DAY;
import static dev.muster.page.time.Chronicle.MOVED;
import static dev.muster.page.time.Chronicle.MOVE_DAY;
import static dev.muster.page.time.Chronicle.OWNER_CHANGE_DAY;
import static dev.muster.page.time.Chronicle.OWNER_DAY;
import static dev.muster.page.time.Chronicle.RETIRED;
import static dev.muster.page.time.Chronicle.RETIREMENT_DAY;
import static dev.muster.page.time.Chronicle.TRUE_MOVE_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.time.PastRoom.Bar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An asset over time: every bar where the API's facts say that it belongs. */
class AssetTimelineTest {
    private static final String PLACE = "placement-geography";
    private static final double PIXELS = 1.5;
    /** Narrower bars are drawn this wide, so that they can be seen. */
    private static final double NARROWEST = 7;

    /** Owners as three records have them: a register from its first day on, a person for some days, the register again. */
    private static final String OWNERS_OF_TWO_SYSTEMS = """
        const done = arguments[arguments.length - 1];
        const said = (owner, system, validFrom, validTo) => ({owner, system, name: 'x', type: 'y', validFrom, validTo,
          recordedAt: '2026-01-01T00:00:00Z', recordedBy: 'ada', supersededAt: null, supersededBy: null});
        import('/page/time/lanes.js').then(({lanesOf}) => done(lanesOf({definition: [
          said('City', 'registry', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'),
          said('Wind', 'manual', '2026-02-01T00:00:00Z', null),
          said('City', 'registry', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')]},
          {known: Infinity, withCorrections: true})
          .find(({id}) => id === 'owner').bars
          .map(({text, system, row, to}) => `${text} ${system ?? 'people'} ${row} ${to === Infinity ? '-' : to}`)));
        """;

    private static Chronicle chronicle;
    private static Chromium browser;

    @BeforeAll
    static void open() {
        chronicle = Chronicle.open();
        browser = Chromium.start();
    }

    @AfterAll
    static void close() {
        browser.close();
        chronicle.close();
    }

    @AfterEach
    void shouldComplainOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static Instant day(int day) {
        return chronicle.day(day);
    }

    private static PastRoom open(@Nullable Instant at, @Nullable Instant known, String asset) {
        return PastRoom.open(browser, chronicle.page(at, known, "geography", "north.wind-1", asset), Look.DESK)
                .awaitTimeline();
    }

    @Test
    void shouldShowPlacesDevicesAndOwnersWhereTheyBelong() {
        PastRoom page = open(day(TRUE_MOVE_DAY + 2), null, MOVED.value());
        JsonNode facts = chronicle.stage().get("/v1/assets/WT-07/facts");

        assertThat(page.bars(PLACE))
                .extracting(Bar::value, Bar::from, Bar::to, Bar::superseded)
                .containsExactlyElementsOf(believed(facts.get("placements").get("geography"), "group"));
        assertThat(page.bars("device"))
                .extracting(Bar::value, Bar::from, Bar::to, Bar::superseded)
                .containsExactly(
                        tuple("D-100, sends as D-100", day(DEVICE_DAY), day(DEVICE_CHANGE_DAY), null),
                        tuple("D-200, sends as D-200", day(DEVICE_CHANGE_DAY), null, null));
        assertThat(believed(facts.get("devices"), "device"))
                .containsExactly(
                        tuple("D-100", day(DEVICE_DAY), day(DEVICE_CHANGE_DAY), null),
                        tuple("D-200", day(DEVICE_CHANGE_DAY), null, null));
        assertThat(page.bars("owner"))
                .extracting(Bar::value, Bar::from, Bar::to, Bar::superseded)
                .containsExactly(
                        tuple("City works", day(OWNER_DAY), day(OWNER_CHANGE_DAY), null),
                        tuple("Wind north", day(OWNER_CHANGE_DAY), null, null));
        assertThat(page.bars("custodian"))
                .extracting(Bar::value, Bar::from, Bar::to)
                .as("the same through two records")
                .containsExactly(tuple("Care Ltd", day(OWNER_DAY), null));
        assertThat(page.bars("name"))
                .extracting(Bar::value, Bar::from, Bar::to)
                .containsExactly(tuple("Turbine 7", null, null));
        assertThat(page.bars(PLACE)).extracting(Bar::text).containsExactly("North wind one", "South park");
        for (String lane : List.of(PLACE, "device", "owner", "custodian", "name", "type", "service")) {
            page.bars(lane).forEach(bar -> shouldLieOnTheScale(page, bar));
        }
        assertThat(page.room()
                        .text("[...document.querySelectorAll('[data-past-facts] dd')].slice(0, 3).map(one =>"
                                + " one.innerText).join()"))
                .as("what held at the moment")
                .isEqualTo("D-100, sends as D-100,City works,Care Ltd");
    }

    /** In the order of time; what several records say one behind the other is one. */
    private static List<Tuple> believed(JsonNode facts, String field) {
        List<JsonNode> kept = new ArrayList<>();
        facts.forEach(fact -> {
            if (fact.get("supersededAt").isNull()) {
                kept.add(fact);
            }
        });
        kept.sort(Comparator.comparing(fact -> fact.get("validFrom").textValue()));
        List<Tuple> believed = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            JsonNode first = kept.get(i);
            while (i + 1 < kept.size()
                    && kept.get(i + 1).get(field).equals(first.get(field))
                    && kept.get(i + 1).get("validFrom").equals(kept.get(i).get("validTo"))) {
                i++;
            }
            believed.add(tuple(
                    first.get(field).textValue(),
                    from(first),
                    instant(kept.get(i).get("validTo")),
                    null));
        }
        return believed;
    }

    private static @Nullable Instant from(JsonNode fact) {
        Instant from = Objects.requireNonNull(instant(fact.get("validFrom")));
        return from.equals(Instant.EPOCH) ? null : from;
    }

    private static @Nullable Instant instant(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : Instant.parse(node.textValue());
    }

    private static void shouldLieOnTheScale(PastRoom page, Bar bar) {
        double left = place(page, bar.from() == null ? Instant.MIN : bar.from());
        double right = place(page, bar.to() == null ? Instant.MAX : bar.to());
        assertThat(bar.left()).as("left edge of %s", bar).isCloseTo(left, within(PIXELS));
        assertThat(bar.right())
                .as("right edge of %s", bar)
                .isCloseTo(Math.max(right, left + NARROWEST), within(PIXELS));
    }

    /** Where a time lies on the scale that the page says it draws. */
    private static double place(PastRoom page, Instant at) {
        Instant start = Instant.parse(page.room().text("document.querySelector('.lanes').dataset.start"));
        Instant end = Instant.parse(page.room().text("document.querySelector('.lanes').dataset.end"));
        Instant kept = at.isBefore(start) ? start : at.isAfter(end) ? end : at;
        double share =
                (double) (kept.toEpochMilli() - start.toEpochMilli()) / (end.toEpochMilli() - start.toEpochMilli());
        double left = edge(page, "left");
        return left + share * (edge(page, "right") - left);
    }

    private static double edge(PastRoom page, String edge) {
        return Double.parseDouble(
                page.room().text("'' + document.querySelector('.lanes').getBoundingClientRect()[arguments[0]]", edge));
    }

    @Test
    void shouldMarkTheMoment() {
        PastRoom page = open(day(MOVE_DAY), null, MOVED.value());
        String line = "'' + document.querySelector('[data-moment-line]').getBoundingClientRect().left";
        assertThat(Double.parseDouble(page.room().text(line))).isCloseTo(place(page, day(MOVE_DAY)), within(2.0));
        assertThat(page.room().textOf("[data-moment-line]")).isEqualTo(page.written(day(MOVE_DAY)));
    }

    @Test
    void shouldShowWhatWasCorrectedWhenAsked() {
        PastRoom page = open(day(TRUE_MOVE_DAY + 2), null, MOVED.value());
        ControlRoom room = page.room();
        assertThat(page.bars(PLACE)).noneMatch(bar -> bar.superseded() != null);

        page.clickAtRest("[data-corrections]");

        JsonNode facts = chronicle
                .stage()
                .get("/v1/assets/WT-07/facts")
                .get("placements")
                .get("geography");
        List<Tuple> superseded = new ArrayList<>();
        facts.forEach(fact -> {
            // That it stood in the park from the 40th day on is true still: it did so from the 35th.
            if (!fact.get("supersededAt").isNull()
                    && fact.get("group").textValue().equals("north.wind-1")) {
                superseded.add(tuple(
                        fact.get("group").textValue(),
                        from(fact),
                        instant(fact.get("validTo")),
                        instant(fact.get("supersededAt"))));
            }
        });
        assertThat(superseded).hasSize(2);
        List<Bar> bars = page.bars(PLACE).stream()
                .filter(bar -> bar.superseded() != null)
                .toList();
        assertThat(bars)
                .extracting(Bar::value, Bar::from, Bar::to, Bar::superseded)
                .containsExactlyInAnyOrderElementsOf(superseded);
        assertThat(bars).allSatisfy(bar -> {
            shouldLieOnTheScale(page, bar);
            assertThat(bar.told())
                    .contains("No longer believed since " + page.written(Objects.requireNonNull(bar.superseded())))
                    .contains("by tester");
        });
        assertThat(page.bars("name"))
                .as("what an owner's change left as it was")
                .hasSize(1);
        assertThat(room.text("getComputedStyle(document.querySelector('.bar[data-superseded]')).backgroundImage"))
                .contains("repeating-linear-gradient");
        assertThat(room.text("getComputedStyle(document.querySelector('.bar:not([data-superseded])')).backgroundImage"))
                .isEqualTo("none");

        page.clickAtRest("[data-corrections]");
        assertThat(page.bars(PLACE)).noneMatch(bar -> bar.superseded() != null);
    }

    @Test
    void shouldShowOnlyWhatWasKnownThen() {
        PastRoom page = open(day(TRUE_MOVE_DAY + 2), day(CORRECTION_DAY - 1), MOVED.value());

        assertThat(page.bars(PLACE))
                .extracting(Bar::value, Bar::from, Bar::to)
                .containsExactly(tuple("north.wind-1", null, day(MOVE_DAY)), tuple("south.park", day(MOVE_DAY), null));
        assertThat(page.room().textOf("[data-timeline-note]"))
                .contains("As known on " + page.written(day(CORRECTION_DAY - 1)));
    }

    @Test
    void shouldShowWhenAnAssetLeftService() {
        PastRoom page = open(day(RETIREMENT_DAY + 1), null, RETIRED.value());

        assertThat(page.bars("service"))
                .extracting(Bar::value, Bar::from, Bar::to)
                .containsExactly(
                        tuple("in service", null, day(RETIREMENT_DAY)), tuple("retired", day(RETIREMENT_DAY), null));
        assertThat(page.room().textOf("[data-past-message]"))
                .isEqualTo("It was out of service then, since %s.".formatted(page.written(day(RETIREMENT_DAY))));
    }

    @Test
    void shouldPutWhatSystemsSayOfOneTimeBelowEachOther() {
        PastRoom page = open(day(MOVE_DAY), null, MOVED.value());

        assertThat(ControlRoom.texts(page.room().asyncScript(OWNERS_OF_TWO_SYSTEMS)))
                .containsExactly(
                        "City registry 0 "
                                + Instant.parse("2026-04-01T00:00:00Z").toEpochMilli(),
                        "Wind people 1 -");
    }
}
