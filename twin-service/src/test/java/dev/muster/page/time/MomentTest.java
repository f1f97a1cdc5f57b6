package dev.muster.page.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** How a moment is chosen, told, shared and left. */
class MomentTest {
    private static final int DAY = 37;
    private static final String LIVE_STREAMS =
            "performance.getEntriesByType('resource').filter(({name}) => /\\/live([?]|$)/.test(name)).length";

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

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Kolkata"})
    void shouldTakeLocalTimesAndShareThemAsUtc(String zone) {
        ControlRoom room = browser.open(chronicle.stage().page("geography", "north.wind-1"), Look.DESK.in("en-GB"))
                .awaitLive();
        browser.devTools("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
        room.script("location.reload()");
        room.awaitLive();
        PastRoom page = new PastRoom(room);
        LocalDateTime local = LocalDateTime.ofInstant(chronicle.day(DAY), ZoneId.of(zone));

        room.click("[data-as-of]");
        room.click("[data-as-of-more] summary");
        enter(room, "at", local.toString());
        enter(room, "known", local.plusDays(1).plusSeconds(7).toString());
        room.click("[data-as-of-show]");

        page.row("north.wind-1");
        assertThat(room.text("new URLSearchParams(location.hash.split('?')[1]).get('at')"))
                .isEqualTo(chronicle.day(DAY).toString());
        assertThat(room.text("new URLSearchParams(location.hash.split('?')[1]).get('known')"))
                .isEqualTo(chronicle.day(DAY + 1).plusSeconds(7).toString());
        assertThat(room.text("location.hash")).startsWith("#/geography/north.wind-1?");
        assertThat(page.banner())
                .startsWith("The model as it was on " + page.written(chronicle.day(DAY)) + ", as known on ")
                .contains(zone.replace("Kolkata", ""));
        assertThat(LocalDateTime.parse(room.text("document.querySelector('input[name=at]').value")))
                .as("what the input shows again")
                .isEqualTo(local);
    }

    private static void enter(ControlRoom room, String name, String value) {
        room.script("document.querySelector(`input[name=${arguments[0]}]`).value = arguments[1]", name, value);
    }

    @Test
    void shouldShowNothingLiveAtAnotherMoment() {
        PastRoom page = PastRoom.open(
                browser, chronicle.page(chronicle.day(DAY), null, "geography", "north.wind-1"), Look.DESK);
        page.tree();
        ControlRoom room = page.room();

        assertThat(room.connection()).isEqualTo("past");
        assertThat(room.connectionText()).isEqualTo("not live");
        assertThat(room.count("[data-value], [data-share], [data-total], [data-headline], [data-chart]"))
                .isZero();
        assertThat(room.number(LIVE_STREAMS)).as("streams of live values").isZero();
        assertThat(room.shows("select[name=signal]")).isFalse();

        room.click("[data-member-list] [data-asset] a");
        page.awaitTimeline();
        assertThat(room.count("[data-signal], [data-connectivity]")).isZero();
        assertThat(room.number(LIVE_STREAMS)).isZero();
    }

    @Test
    void shouldLeadBackToNow() {
        PastRoom page = PastRoom.open(
                browser,
                chronicle.page(chronicle.day(DAY), chronicle.day(DAY), "geography", "north.wind-1"),
                Look.DESK);
        page.tree();
        ControlRoom room = page.room();
        assertThat(page.banner()).isNotEmpty();

        room.click("[data-back-to-now]");

        room.awaitLive();
        assertThat(room.text("location.hash")).isEqualTo("#/geography/north.wind-1");
        assertThat(page.banner()).isEmpty();
        room.until("the total of now", () -> room.textOf("[data-total]"), "27 MW"::equals);
        assertThat(room.treeRow("north.wind-1").name()).isEqualTo("North wind one");
        assertThat(room.shows("select[name=signal]")).isTrue();
        assertThat(room.textOf("[data-as-of]")).isEqualTo("As of now");

        room.script("history.back()");
        room.until("the past again", page::banner, text -> text.startsWith("The model as it was on "));
        assertThat(page.row("north.wind-1").name()).isEqualTo("North wind 1");
        assertThat(room.count("[data-value]")).isZero();
    }

    static List<List<String>> noMoments() {
        return List.of(
                List.of(
                        "at=garbage",
                        "at=2026-02-30T00:00:00Z",
                        "at=2026-10-12",
                        "at=2026-10-12T10:00:00%2B02:00",
                        "at=99999-01-01T00:00:00Z",
                        "at=0001-01-01T00:00:00Z",
                        "at=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
                        "at=%25E0%25A4%25A"),
                List.of("known=garbage", "known=2199-01-01T00:00:00Z"));
    }

    /** The first is a link that somebody sent, the others are written into the address of the page that is there. */
    @ParameterizedTest
    @MethodSource("noMoments")
    void shouldSayThatTheAddressNamesNoMoment(List<String> queries) {
        URI address = chronicle.stage().page("geography", "north.wind-1");
        ControlRoom room = browser.open(URI.create(address + "?" + queries.get(0)), Look.DESK);
        for (String query : queries) {
            room.go("#" + address.getFragment() + "?" + query);
            shouldSayThatItIsNoMoment(room, query);
        }
    }

    private static void shouldSayThatItIsNoMoment(ControlRoom room, String query) {
        room.until(
                "that %s is no moment".formatted(query),
                () -> room.textOf("[data-message=moment] h1"),
                text -> text.equals("The address asks for a moment that is none"));
        assertThat(room.textOf("[data-message=moment]")).containsAnyOf("is no time", "nobody can say yet");
        assertThat(room.count("[role=treeitem], main img")).isZero();
        assertThat(room.shows("[data-banner]")).isFalse();

        room.click("[data-message=moment] a");
        room.awaitLive();
        room.until("the total of now", () -> room.textOf("[data-total]"), "27 MW"::equals);
    }

    @Test
    void shouldTellWhatIsToComeAndWhatWasOnceKnown() {
        Instant next = chronicle.day(0).plus(Duration.ofDays(3_650));
        PastRoom page = PastRoom.open(browser, chronicle.page(next, null, "geography"), Look.DESK);
        assertThat(page.row("north.wind-1").members()).isEqualTo("7");
        assertThat(page.banner()).startsWith("The model as it will be on " + page.written(next));

        PastRoom once = PastRoom.open(browser, chronicle.page(null, chronicle.day(DAY), "geography"), Look.DESK);
        assertThat(once.row("north.wind-1").members()).isEqualTo("9");
        assertThat(once.banner()).startsWith("The model as it is now, as known on " + once.written(chronicle.day(DAY)));
    }

    @Test
    void shouldRefuseWhatIsNoMomentWhereItIsChosen() {
        ControlRoom room =
                browser.open(chronicle.stage().page("geography"), Look.DESK).awaitLive();
        room.click("[data-as-of]");
        room.click("[data-as-of-more] summary");

        enter(room, "at", "0099-01-01T00:00");
        room.click("[data-as-of-show]");
        assertThat(room.textOf("[data-as-of-error]")).contains("between 1900 and 2199");

        enter(room, "at", "");
        enter(room, "known", "2190-01-01T00:00");
        room.click("[data-as-of-show]");
        assertThat(room.textOf("[data-as-of-error]")).contains("nobody can say yet");
        assertThat(room.text("location.hash")).isEqualTo("#/geography");
        assertThat(room.connection()).isEqualTo("live");
    }

    @Test
    void shouldBeChosenByKeyboard() {
        ControlRoom room =
                browser.open(chronicle.stage().page("geography"), Look.DESK).awaitLive();

        room.tabTo("[data-as-of]");
        assertThat(room.focus().marked()).isTrue();
        room.press(Keys.ENTER);
        assertThat(room.focus().element()).contains("[name=at]");
        room.press(Keys.ESCAPE);
        assertThat(room.shows("[data-as-of-panel]")).isFalse();
        assertThat(room.focus().element()).contains("[data-as-of=]");

        room.press(Keys.ENTER);
        enter(room, "at", "2026-01-02T03:04:05");
        room.press(Keys.ENTER);
        room.until("the banner", () -> room.shows("[data-banner]"), shown -> shown);
        assertThat(room.text("new URLSearchParams(location.hash.split('?')[1]).get('at')"))
                .isEqualTo(room.text("new Date('2026-01-02T03:04:05').toISOString().replace('.000Z', 'Z')"));
    }

    @Test
    void shouldGiveTheMomentToEveryPlaceThatItLeadsTo() {
        PastRoom page = PastRoom.open(
                browser, chronicle.page(chronicle.day(DAY), null, "geography", "north.wind-1", "WT-01"), Look.PHONE);
        page.awaitTimeline();
        ControlRoom room = page.room();
        room.until("its path", () -> room.count("[data-view=past-unit] nav a"), links -> links > 2);

        assertThat(ControlRoom.texts(room.script(
                        "return [...document.querySelectorAll('main a')].map(link => link.getAttribute('href'))")))
                .hasSizeGreaterThan(3)
                .allMatch(href -> href.contains("at=" + chronicle.day(DAY)));
    }
}
