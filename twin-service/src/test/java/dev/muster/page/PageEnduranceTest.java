package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.page.Chromium.Footprint;
import dev.muster.page.ControlRoom.MissingRow;
import dev.muster.page.ControlRoom.TreeRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page with ten thousand of everything, and the page that nobody closes. */
class PageEnduranceTest {
    private static final Logger LOG = LoggerFactory.getLogger(PageEnduranceTest.class);

    private static final int REGIONS = 100;
    private static final int SITES_PER_REGION = 99;
    /** More than are listed. */
    private static final int UNITS = Stage.MISSING_MAX + 100;

    private static final int ROWS_IN_DOCUMENT_MAX = 200;
    private static final int ELEMENTS_MAX = 3_000;

    private static final int EVENTS_A_DAY = 86_400;
    private static final int EVENTS_AT_ONCE = 25;
    /** More than the ten minutes of which a chart keeps each second. */
    private static final int EVENTS_BEFORE = 1_400;

    private static final int EVENTS_BETWEEN = 1_000;
    /** Of a day. Code that is compiled, and what the browser notes of its own frames, up to a limit. */
    private static final long GROWTH_BYTES_MAX = 24L << 20;

    private static final int OBJECTS_MORE_MAX = 100;
    private static final int NODES_MORE_MAX = 50;
    private static final int LISTENERS_MORE_MAX = 5;

    /** From end to end in a second or so, as fast as the browser draws; answers how long each frame took. */
    private static final String SCROLL = """
        const done = arguments[arguments.length - 1];
        const list = document.querySelector(arguments[0]);
        const frames = [];
        let before = performance.now();
        const step = now => {
          frames.push(Math.round(now - before));
          before = now;
          list.scrollTop += list.scrollHeight / 60;
          if (list.scrollTop + list.clientHeight < list.scrollHeight - 1) requestAnimationFrame(step);
          else done(frames);
        };
        requestAnimationFrame(step);
        """;

    private static final String COUNT_EVENTS = """
        const parse = JSON.parse;
        window.events = 0;
        JSON.parse = text => { window.events++; return parse(text); };
        """;

    private static Chromium browser;

    @BeforeAll
    static void open() {
        browser = Chromium.start();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @AfterEach
    void shouldComplainOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void shouldStaySmoothWithTenThousandOfEverything() {
        StagedFleet fleet = new StagedFleet(Clock.systemUTC());
        List<AssetId> units = large(fleet);
        fleet.drift(() -> {});
        try (Stage stage = Stage.open(fleet, Duration.ofMillis(500));
                ControlRoom page = browser.open(stage.page("geography"), Look.DESK)) {
            page.awaitLive();
            page.tabTo("[role=treeitem]");
            page.press(Keys.HOME, Keys.ARROW_DOWN, "*");
            shouldShowALittle(page);

            List<Long> frames = numbers(page.asyncScript(SCROLL, ".tree-scroller"));
            page.until(
                    "the last group",
                    () -> page.tree().stream().map(TreeRow::name).toList(),
                    names -> names.contains("Site 99.98"));
            shouldShowALittle(page);
            LOG.info(
                    "10,000 groups, all changing: {} frames, median {} ms, worst {} ms",
                    frames.size(),
                    median(frames),
                    max(frames));

            units.forEach(unit -> fleet.miss(unit, MissingReason.OFFLINE, Instant.EPOCH));
            page.until("who is missing", page::missing, missing -> missing.size() > 5);
            List<Long> missingFrames = numbers(page.asyncScript(SCROLL, ".missing-body"));
            page.until(
                    "the last one listed",
                    () -> page.missing().stream().map(MissingRow::name).toList(),
                    names -> names.contains("Unit 9999"));
            page.until(
                    "that more are missing",
                    () -> page.textOf("[data-view=group]"),
                    text -> text.contains("Listed 10,000 of 10,100"));
            shouldShowALittle(page);
            LOG.info(
                    "10,000 missing: {} frames, median {} ms, worst {} ms",
                    missingFrames.size(),
                    median(missingFrames),
                    max(missingFrames));
        }
    }

    private static List<AssetId> large(StagedFleet fleet) {
        List<GroupKey> regions = new ArrayList<>();
        for (int r = 0; r < REGIONS; r++) {
            regions.add(fleet.group("r%02d".formatted(r), "Region %02d".formatted(r), null));
        }
        List<GroupKey> sites = new ArrayList<>();
        for (int r = 0; r < REGIONS; r++) {
            for (int s = 0; s < SITES_PER_REGION; s++) {
                sites.add(fleet.group("r%02d.s%02d".formatted(r, s), "Site %02d.%02d".formatted(r, s), regions.get(r)));
            }
        }
        List<AssetId> units = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            units.add(fleet.unit("unit-%05d".formatted(i), "Unit " + i, sites.get(i % sites.size()), 1.5));
        }
        return units;
    }

    private static void shouldShowALittle(ControlRoom page) {
        assertThat(page.count("[role=treeitem], [data-asset]")).isBetween(10L, (long) ROWS_IN_DOCUMENT_MAX);
        assertThat(page.count("*")).isLessThan(ELEMENTS_MAX);
    }

    @Test
    void shouldNotGrowWhenItIsLeftOpen() {
        SteppingClock clock = new SteppingClock();
        StagedFleet fleet = new StagedFleet(clock);
        List<AssetId> units = small(fleet);
        fleet.drift(() -> flap(fleet, units, clock.step()));
        HurriedViews views = new HurriedViews();
        try (Stage stage = Stage.open(fleet, system -> views);
                ControlRoom page = browser.open(stage.page("geography", "site"), Look.DESK)) {
            page.awaitLive().script(COUNT_EVENTS);
            long started = System.nanoTime();
            Footprint early = after(EVENTS_BEFORE, page, views);
            Footprint late = after(EVENTS_BETWEEN, page, views);

            LOG.info("Left open for {} ms: {} -> {}", (System.nanoTime() - started) / 1_000_000, early, late);
            long aDay = (late.heapBytes() - early.heapBytes()) * EVENTS_A_DAY / EVENTS_BETWEEN;
            assertThat(late.objects()).isLessThanOrEqualTo(early.objects() + OBJECTS_MORE_MAX);
            assertThat(aDay).as("bytes a day, from %s to %s", early, late).isLessThan(GROWTH_BYTES_MAX);
            assertThat(late.nodes()).isLessThanOrEqualTo(early.nodes() + NODES_MORE_MAX);
            assertThat(late.listeners()).isLessThanOrEqualTo(early.listeners() + LISTENERS_MORE_MAX);
        }
    }

    /** One goes, the one that went five seconds ago comes back. */
    private static void flap(StagedFleet fleet, List<AssetId> units, int second) {
        fleet.miss(units.get(second % units.size()), MissingReason.values()[second % 8], Instant.EPOCH);
        fleet.report(units.get((second + 15) % units.size()), 2);
    }

    /** Goes on by a second when it is told to. */
    private static final class SteppingClock extends Clock {
        private final Instant start = Clock.systemUTC().instant();
        private final AtomicInteger seconds = new AtomicInteger();

        int step() {
            return seconds.incrementAndGet();
        }

        @Override
        public Instant instant() {
            return start.plusSeconds(seconds.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shouldLetGoOfWhatItLeaves() {
        StagedFleet fleet = new StagedFleet(Clock.systemUTC());
        small(fleet);
        try (Stage stage = Stage.open(fleet, Duration.ofMillis(50));
                ControlRoom page = browser.open(stage.page("geography"), Look.DESK)) {
            page.awaitLive();
            leaf(page, 2);
            Footprint early = browser.footprint();
            leaf(page, 5);
            Footprint late = browser.footprint();

            LOG.info("Five times there and back: {} -> {}", early, late);
            assertThat(late.objects()).isLessThanOrEqualTo(early.objects() + OBJECTS_MORE_MAX);
            assertThat(late.nodes()).isLessThanOrEqualTo(early.nodes() + NODES_MORE_MAX);
            assertThat(late.listeners()).isLessThanOrEqualTo(early.listeners() + LISTENERS_MORE_MAX);
            page.until("two streams", stage::readers, readers -> readers == 2);
        }
    }

    private static void leaf(ControlRoom page, int times) {
        for (int i = 0; i < times; i++) {
            page.go(Stage.hash("geography", "site", "unit-3"));
            page.until("the unit", () -> page.textOf("[data-view=unit] h1"), "Unit 3"::equals);
            page.go(Stage.hash("geography", "site"));
            page.until("the group", () -> page.textOf("[data-view=group] [data-total]"), text -> text.contains("MW"));
        }
    }

    private static List<AssetId> small(StagedFleet fleet) {
        GroupKey site = fleet.group("site", "Site", null);
        List<AssetId> units = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            units.add(fleet.unit("unit-" + i, "Unit " + i, site, 2));
        }
        return units;
    }

    private static Footprint after(int events, ControlRoom page, HurriedViews views) {
        long end = page.number("window.events") + events;
        long seen = 0;
        while (seen < end) {
            long next = page.number("window.events") + EVENTS_AT_ONCE;
            views.pass(EVENTS_AT_ONCE);
            seen = page.until("%d events".formatted(next), () -> page.number("window.events"), now -> now >= next);
        }
        return browser.footprint();
    }

    private static List<Long> numbers(Object list) {
        return ((List<?>) list)
                .stream().map(number -> ((Number) number).longValue()).toList();
    }

    private static long median(List<Long> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(0L);
    }

    private static long max(List<Long> numbers) {
        return numbers.stream().max(Long::compare).orElse(0L);
    }
}
