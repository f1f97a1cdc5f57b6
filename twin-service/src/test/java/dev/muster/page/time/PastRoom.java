package dev.muster.page.time;

import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page at another moment, as its reader has it. Every place is opened cold, as a link that somebody sent. */
record PastRoom(ControlRoom room) {
    private static final String ROWS = """
        return [...document.querySelectorAll('[role=treeitem][data-group]')].map(row => ({
          group: row.dataset.group, name: row.querySelector('.tree-name').textContent,
          members: row.querySelector('[data-members]').dataset.members,
          since: row.querySelector('[data-since-then]').textContent, level: row.getAttribute('aria-level')}));
        """;

    private static final String BARS = """
        return [...document.querySelectorAll(`[data-lane="${arguments[0]}"] .bar`)].map(bar => ({
          value: bar.dataset.bar, text: bar.innerText, from: bar.dataset.from ?? '', to: bar.dataset.to ?? '',
          superseded: bar.dataset.superseded ?? '', told: bar.getAttribute('aria-label'),
          left: '' + bar.getBoundingClientRect().left, right: '' + bar.getBoundingClientRect().right}));
        """;

    private static final String PLACE = """
        const box = document.querySelector(arguments[0]);
        box.scrollIntoView({block: 'center'});
        const at = box.getBoundingClientRect();
        return `${at.left} ${at.top} ${at.width} ${at.height}`;
        """;

    /** A group in the tree. */
    record Row(String group, String name, String members, String since, int level) {}

    /**
     * A bar of the timeline.
     *
     * @param from as the page wrote it; {@code null}: always
     * @param to {@code null}: without an end
     * @param superseded {@code null}: it is believed
     * @param left in pixels
     */
    record Bar(
            String value,
            String text,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant superseded,
            String told,
            double left,
            double right) {}

    static PastRoom open(Chromium browser, URI address, Look look) {
        return new PastRoom(browser.open(address, look));
    }

    /** Clicks what has come to rest: what is read meanwhile can still move it, and a click would go beside it. */
    void clickAtRest(String selector) {
        room.until("%s at rest".formatted(selector), () -> staysAt(selector), stays -> stays);
        room.click(selector);
    }

    private boolean staysAt(String selector) {
        Object before = room.script(PLACE, selector);
        room.settle();
        return before.equals(room.script(PLACE, selector));
    }

    /** Waits until the tree is there and everybody in it is counted. */
    List<Row> tree() {
        return room.until(
                "a tree with numbers of members",
                this::rows,
                rows -> !rows.isEmpty()
                        && rows.stream().noneMatch(row -> row.members().isEmpty()));
    }

    List<Row> rows() {
        return fields(room.script(ROWS)).stream()
                .map(row -> new Row(
                        text(row, "group"),
                        text(row, "name"),
                        text(row, "members"),
                        text(row, "since"),
                        Integer.parseInt(text(row, "level"))))
                .toList();
    }

    Row row(String group) {
        return room.until(
                        "a row of the tree for " + group,
                        () -> tree().stream()
                                .filter(row -> row.group().equals(group))
                                .toList(),
                        rows -> rows.size() == 1)
                .get(0);
    }

    List<String> groups() {
        return tree().stream().map(Row::group).toList();
    }

    /** The assets of the list of members that are in the document. */
    List<String> members() {
        return ControlRoom.texts(
                room.script("return [...document.querySelectorAll('[data-member-list] [data-asset]')].map(row =>"
                        + " row.dataset.asset)"));
    }

    List<Bar> bars(String lane) {
        return fields(room.script(BARS, lane)).stream()
                .map(bar -> new Bar(
                        text(bar, "value"),
                        text(bar, "text"),
                        instant(text(bar, "from")),
                        instant(text(bar, "to")),
                        instant(text(bar, "superseded")),
                        text(bar, "told"),
                        Double.parseDouble(text(bar, "left")),
                        Double.parseDouble(text(bar, "right"))))
                .toList();
    }

    /** Waits until the timeline is drawn. */
    PastRoom awaitTimeline() {
        room.until("a timeline", () -> room.count("[data-asset-timeline] .bar"), bars -> bars > 0);
        return this;
    }

    String banner() {
        return room.shows("[data-banner]") ? room.textOf("[data-banner-text]") : "";
    }

    /** As readers of the page's language write this moment, in their zone. */
    String written(Instant at) {
        return (String) room.script("""
            return new Intl.DateTimeFormat(navigator.language, {day: 'numeric', month: 'short', year: 'numeric',
              hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(new Date(arguments[0]));
            """, at.toString());
    }

    private static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> fields(Object list) {
        return (List<Map<String, Object>>) list;
    }

    private static String text(Map<String, Object> fields, String name) {
        return Objects.toString(fields.get(name));
    }
}
