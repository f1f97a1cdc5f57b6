package dev.muster.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page as its reader has it, found by the attributes that the page keeps for that. Closed, it is left before its server is gone.
 */
public final class ControlRoom implements AutoCloseable {
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

    private static final int TABS_MAX = 60;

    /** As many digits as are needed to be right in three, written as readers of the locale write them. */
    private static final String NO_FIGURES = """
        const [figures, locale] = arguments;
        return Object.entries(figures).filter(([text, value]) => ![0, 1, 2, 3].some(digits =>
          Math.abs(value - Number(value.toFixed(digits))) <= Math.max(0.0005, 0.0005 * Math.abs(value))
          && [0, digits].some(least => text === new Intl.NumberFormat(locale,
            {minimumFractionDigits: least, maximumFractionDigits: digits}).format(value))))
          .map(([text, value]) => `${text} for ${value}`);
        """;

    private final Chromium browser;
    private final ChromeDriver driver;

    /**
     * A row of the tree that is in the document.
     *
     * @param reasons in the order in which they are shown
     * @param more says how many other reasons there are
     */
    public record TreeRow(
            String group,
            String name,
            String value,
            String share,
            int level,
            boolean expanded,
            boolean selected,
            Map<String, String> reasons,
            String more) {}

    /** A row of the table of those missing that is in the document; texts as shown. */
    record MissingRow(String asset, String name, String reason, String since, String group) {}

    /** What has the focus. */
    public record Focus(String element, String text, boolean visible, boolean marked) {}

    ControlRoom(Chromium browser, ChromeDriver driver) {
        this.browser = browser;
        this.driver = driver;
    }

    /** Looks again and again until {@code wanted}; fails with what it saw last. */
    public <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
        return until(what, SHOWN_WITHIN, look, wanted);
    }

    <T> T until(String what, Duration within, Supplier<T> look, Predicate<T> wanted) {
        List<T> last = new ArrayList<>();
        try {
            new WebDriverWait(driver, within).pollingEvery(LOOKED_EVERY).until(ignored -> {
                last.clear();
                last.add(look.get());
                return wanted.test(last.get(0));
            });
            return last.get(0);
        } catch (TimeoutException tooLong) {
            throw new AssertionError("Expected %s within %s but saw %s; the console says %s"
                    .formatted(what, within, last, browser.complaints()));
        }
    }

    public Object script(String body, Object... arguments) {
        return Objects.requireNonNullElse(((JavascriptExecutor) driver).executeScript(body, arguments), "");
    }

    public Object asyncScript(String body, Object... arguments) {
        return Objects.requireNonNullElse(((JavascriptExecutor) driver).executeAsyncScript(body, arguments), "");
    }

    public long number(String expression, Object... arguments) {
        return ((Number) script("return " + expression, arguments)).longValue();
    }

    public String text(String expression, Object... arguments) {
        return Objects.toString(script("return " + expression, arguments));
    }

    public boolean holds(String expression, Object... arguments) {
        return Boolean.TRUE.equals(script("return " + expression, arguments));
    }

    public static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Objects::toString).toList();
    }

    /** The text of the first element on one line, empty while there is none. */
    public String textOf(String selector) {
        return text("(document.querySelector(arguments[0])?.innerText ?? '').replace(/\\s+/g, ' ').trim()", selector);
    }

    public boolean shows(String selector) {
        return holds("document.querySelector(arguments[0])?.checkVisibility() ?? false", selector);
    }

    public long count(String selector) {
        return number("document.querySelectorAll(arguments[0]).length", selector);
    }

    /** {@code live}, {@code lost}, {@code connecting} or {@code unavailable}. */
    public String connection() {
        return text("document.querySelector('[data-connection]')?.dataset.connection ?? ''");
    }

    public String connectionText() {
        return textOf("[data-connection]");
    }

    public ControlRoom awaitLive() {
        until("a live connection", this::connection, "live"::equals);
        return this;
    }

    public List<TreeRow> tree() {
        Object rows = script("""
            return [...document.querySelectorAll('[role=treeitem][data-group]')].map(row => ({
              group: row.dataset.group,
              name: row.querySelector('.tree-name, .root-name')?.textContent ?? '',
              value: row.querySelector('[data-value]')?.textContent ?? '',
              share: row.querySelector('[data-share]')?.textContent ?? '',
              level: +row.getAttribute('aria-level'),
              expanded: row.getAttribute('aria-expanded') === 'true',
              selected: row.getAttribute('aria-selected') === 'true',
              reasons: [...row.querySelectorAll('[data-reason]')].map(
                reason => [reason.dataset.reason, reason.textContent]),
              more: row.querySelector('.reasons-more')?.textContent ?? '',
            }));
            """);
        return ((List<?>) rows)
                .stream().map(ControlRoom::fields).map(ControlRoom::treeRow).toList();
    }

    private static TreeRow treeRow(Map<String, Object> row) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Object reason : (List<?>) Objects.requireNonNull(row.get("reasons"))) {
            List<String> pair = texts(reason);
            reasons.put(pair.get(0), pair.get(1));
        }
        return new TreeRow(
                Objects.toString(row.get("group")),
                Objects.toString(row.get("name")),
                Objects.toString(row.get("value")),
                Objects.toString(row.get("share")),
                ((Number) Objects.requireNonNull(row.get("level"))).intValue(),
                Boolean.TRUE.equals(row.get("expanded")),
                Boolean.TRUE.equals(row.get("selected")),
                reasons,
                Objects.toString(row.get("more")));
    }

    /** Waits until the tree shows the group. */
    public TreeRow treeRow(String group) {
        return until(
                        "a row of the tree for " + group,
                        () -> tree().stream()
                                .filter(row -> row.group().equals(group))
                                .toList(),
                        rows -> rows.size() == 1)
                .get(0);
    }

    /** Opens every group of a tree that is small enough to be in the document as a whole. */
    public void expandAll() {
        until("every group opened", () -> number("""
            [...document.querySelectorAll('[role=treeitem][aria-expanded=false] .twisty')]
              .map(twisty => twisty.click()).length
            """), closed -> closed == 0);
    }

    List<MissingRow> missing() {
        Object rows = script("""
            const cell = (row, column) => row.querySelector(`[data-column=${column}]`)?.innerText.trim() ?? '';
            return [...document.querySelectorAll('[data-missing] [data-asset]')].map(row => ({
              asset: row.dataset.asset, name: cell(row, 'name'), reason: cell(row, 'reason'),
              since: cell(row, 'since'), group: cell(row, 'group')}));
            """);
        return ((List<?>) rows)
                .stream()
                        .map(ControlRoom::fields)
                        .map(row -> new MissingRow(
                                Objects.toString(row.get("asset")),
                                Objects.toString(row.get("name")),
                                Objects.toString(row.get("reason")),
                                Objects.toString(row.get("since")),
                                Objects.toString(row.get("group"))))
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object map) {
        return (Map<String, Object>) map;
    }

    /** Which of the texts are not their values as readers of the locale write them. */
    List<String> noFigures(Map<String, Double> figures, String locale) {
        return texts(script(NO_FIGURES, figures, locale));
    }

    /** Follows a link within the page. */
    public void go(String hash) {
        script("location.hash = arguments[0]", hash);
    }

    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** By the name of a selection, as a reader picks one of its options. */
    public void choose(String name, String value) {
        until(
                "an option " + value,
                () -> count("select[name=%s] option[value=%s]".formatted(name, value)),
                n -> n == 1);
        click("select[name=%s]".formatted(name));
        click("select[name=%s] option[value=%s]".formatted(name, value));
    }

    /** To whatever has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public Focus focus() {
        Map<String, Object> focus = fields(script("""
            const at = document.activeElement;
            const style = getComputedStyle(at);
            const box = at.getBoundingClientRect();
            const attributes = [...at.attributes].filter(one => !['class', 'style', 'tabindex'].includes(one.name));
            return {
              element: at.localName + attributes.map(one => `[${one.name}=${one.value}]`).join(''),
              text: (at.getAttribute('aria-label') ?? at.innerText ?? '').slice(0, 80),
              visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                && box.top < innerHeight && box.left < innerWidth,
              marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            };
            """));
        return new Focus(
                Objects.toString(focus.get("element")),
                Objects.toString(focus.get("text")),
                Boolean.TRUE.equals(focus.get("visible")),
                Boolean.TRUE.equals(focus.get("marked")));
    }

    /** Goes on by Tab until {@code wanted} has the focus. */
    public void tabTo(String wanted) {
        for (int i = 0; i < TABS_MAX; i++) {
            press(Keys.TAB);
            if (holds("document.activeElement.matches(arguments[0])", wanted)) {
                return;
            }
        }
        throw new AssertionError("Expected Tab to reach %s but the focus is at %s".formatted(wanted, focus()));
    }

    /** Waits until everything has the size that the window gives it, and is drawn. */
    public void settle() {
        asyncScript("""
            const done = arguments[arguments.length - 1];
            document.fonts.ready.then(() => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200));
            """);
    }

    /** How many pixels the document is wider than the screen. */
    public long overflow() {
        return number("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        driver.get("about:blank");
    }
}
