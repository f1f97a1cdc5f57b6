package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a window, of one test class at a time; it shows one page at a time and keeps what the page's console says.
 * Closed, it waits for the next class: starting one takes longer than most tests. It ends with the process of the tests.
 */
public final class Chromium implements AutoCloseable {
    private static final Path TARGET = Path.of(System.getProperty("muster.project.dir"), "twin-service/target");
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);
    private static final AtomicInteger PROFILES = new AtomicInteger();
    private static final Deque<Chromium> IDLE = new ConcurrentLinkedDeque<>();

    /** The faces of elements come and go; an answer to the driver stays, so those tell how often it asked. */
    private static final String COUNT_DATA = """
        function() {
          const faces = [EventTarget, CSSStyleDeclaration, DOMTokenList, HTMLCollection, Promise, Function];
          const isAnswer = o => Array.isArray(o) && o.length === 1 && String(o[0]).startsWith('{"status":');
          return this.filter(o => !isAnswer(o) && !faces.some(face => o instanceof face)).length;
        }\
        """;

    /** Held, for it is forgotten otherwise: it warns of features for each browser's version, none of which is used here. */
    private static final Logger SELENIUM_LOG = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM_LOG.setLevel(Level.SEVERE);
    }

    private final Path profile;
    private final ChromeDriver driver;
    private final Set<String> expectedComplaints = new HashSet<>();
    /** By the page that is shown; {@code null}: nothing yet. */
    private @Nullable Look worn;

    /** What the page that is shown takes up. */
    record Footprint(long objects, long heapBytes, long nodes, long listeners) {}

    private Chromium(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    public static Chromium start() {
        Chromium idle = IDLE.poll();
        return idle == null ? launch() : idle;
    }

    private static Chromium launch() {
        BrowserFiles files = BrowserFiles.find();
        Path profile = TARGET.resolve(
                "browser/profile-%d-%d".formatted(ProcessHandle.current().pid(), PROFILES.incrementAndGet()));
        ChromeDriverService.Builder service = new ChromeDriverService.Builder().withSilent(true);
        Path driver = files.driver();
        if (driver != null) {
            service.usingDriverExecutable(driver.toFile());
        }
        ChromeDriver started = new ChromeDriver(service.build(), options(files, profile));
        started.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
        Chromium browser = new Chromium(profile, started);
        Runtime.getRuntime().addShutdownHook(new Thread(browser::quit, "chromium-end"));
        return browser;
    }

    private static ChromeOptions options(BrowserFiles files, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(files.browser().toFile());
        options.addArguments(
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        if (BrowserFiles.isRoot()) {
            // Its sandbox refuses to be root's.
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        return options;
    }

    /** A new page in place of the one before, with nothing of it left but what its origin stored. */
    public ControlRoom open(URI address, Look look) {
        openTab();
        wear(look);
        driver.get(address.toString());
        return new ControlRoom(this, driver);
    }

    private void openTab() {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        String opened = driver.getWindowHandle();
        driver.switchTo().window(before);
        driver.close();
        driver.switchTo().window(opened);
        worn = null;
    }

    /** The page that is shown is looked at like this from now on. */
    public void wear(Look look) {
        Look before = worn;
        if (before == null || before.width() != look.width() || before.height() != look.height()) {
            devTools(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of(
                            "width", look.width(),
                            "height", look.height(),
                            "deviceScaleFactor", 1,
                            "mobile", look.isPhone()));
        }
        if (before == null || before.dark() != look.dark()) {
            devTools(
                    "Emulation.setEmulatedMedia",
                    Map.of(
                            "features",
                            List.of(Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"))));
        }
        if (before == null || !before.locale().equals(look.locale())) {
            devTools("Emulation.setLocaleOverride", Map.of("locale", look.locale()));
            String agent =
                    Objects.toString(devTools("Browser.getVersion", Map.of()).get("userAgent"));
            devTools("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", look.locale()));
        }
        worn = look;
    }

    /** A command of the Chrome DevTools Protocol to the page that is shown. */
    public Map<String, Object> devTools(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** What the console said since the last call, from warnings upwards: scripts' errors, refusals by the policy, failed loads. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The console must say so at least once; how often, and how late, is up to answers that are still on their way. */
    public void expectComplaint(String part) {
        expectedComplaints.add(part);
    }

    /** Of nothing, unless it was expected, and of all that was; for the end of a test. */
    public void shouldHaveComplainedAsExpected() {
        List<String> said = complaints();
        Set<String> expected = Set.copyOf(expectedComplaints);
        expectedComplaints.clear();
        assertThat(said).allMatch(line -> expected.stream().anyMatch(line::contains), "was expected: " + expected);
        assertThat(expected).allMatch(part -> said.stream().anyMatch(line -> line.contains(part)), "was said: " + said);
    }

    /** Counted after everything was thrown away that can be. */
    Footprint footprint() {
        devTools("Performance.enable", Map.of());
        devTools("HeapProfiler.collectGarbage", Map.of());
        long objects = objects();
        Map<String, Long> metrics = new HashMap<>();
        for (Object metric :
                (List<?>) devTools("Performance.getMetrics", Map.of()).get("metrics")) {
            Map<?, ?> named = (Map<?, ?>) metric;
            metrics.put(Objects.toString(named.get("name")), ((Number) named.get("value")).longValue());
        }
        return new Footprint(
                objects, metrics.get("JSHeapUsedSize"), metrics.get("Nodes"), metrics.get("JSEventListeners"));
    }

    /**
     * The data that scripts hold, counted one by one: bytes alone say little while the browser still compiles and caches.
     * Not the elements, which are counted as nodes, nor what the driver itself leaves.
     */
    private long objects() {
        Object all = remote("Runtime.evaluate", Map.of("expression", "Object.prototype"), "result")
                .get("objectId");
        Object list = remote("Runtime.queryObjects", Map.of("prototypeObjectId", all), "objects")
                .get("objectId");
        Map<?, ?> count =
                remote("Runtime.callFunctionOn", Map.of("objectId", list, "functionDeclaration", COUNT_DATA), "result");
        devTools("Runtime.releaseObject", Map.of("objectId", list));
        return ((Number) count.get("value")).longValue();
    }

    private Map<?, ?> remote(String command, Map<String, Object> parameters, String answer) {
        return (Map<?, ?>) devTools(command, parameters).get(answer);
    }

    /** Kept as output of the build. */
    public Path screenshot(String name) {
        Path file = TARGET.resolve("screenshots/" + name + ".png");
        Object picture = devTools("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", true))
                .get("data");
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, Base64.getDecoder().decode(Objects.toString(picture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is left of what it showed, and of what was said of it. */
    @Override
    public void close() {
        try {
            openTab();
            devTools("Network.clearBrowserCache", Map.of());
            complaints();
            IDLE.push(this);
        } catch (WebDriverException broken) {
            quit();
        }
    }

    private void quit() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The browser may still be tidying up itself; the rest goes with target.
        }
    }
}
