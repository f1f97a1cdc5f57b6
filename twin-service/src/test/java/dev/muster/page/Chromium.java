package dev.muster.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, of one test class; it shows one page at a time and keeps what the page's console says. */
public final class Chromium implements AutoCloseable {
    private static final Path TARGET = Path.of(System.getProperty("muster.project.dir"), "twin-service/target");
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);
    private static final AtomicInteger PROFILES = new AtomicInteger();

    private static final String COUNT_DATA = """
        function() {
          return this.filter(o => !(o instanceof EventTarget || o instanceof Promise || typeof o === 'function')).length;
        }\
        """;

    /** Held, for it is forgotten otherwise: it warns of features for each browser's version, none of which is used here. */
    private static final Logger SELENIUM_LOG = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM_LOG.setLevel(Level.SEVERE);
    }

    private final Path profile;
    private final ChromeDriver driver;

    /** What the page that is shown takes up. */
    record Footprint(long objects, long heapBytes, long nodes, long listeners) {}

    private Chromium(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    public static Chromium start() {
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
        return new Chromium(profile, started);
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
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        String opened = driver.getWindowHandle();
        driver.switchTo().window(before);
        driver.close();
        driver.switchTo().window(opened);
        wear(look);
        driver.get(address.toString());
        return new ControlRoom(this, driver);
    }

    /** The page that is shown is looked at like this from now on. */
    public void wear(Look look) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", look.width(),
                        "height", look.height(),
                        "deviceScaleFactor", 1,
                        "mobile", look.isPhone()));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"))));
        devTools("Emulation.setLocaleOverride", Map.of("locale", look.locale()));
        String agent = Objects.toString(devTools("Browser.getVersion", Map.of()).get("userAgent"));
        devTools("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", look.locale()));
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
     * Not the elements, which are counted as nodes and whose faces in scripts come and go, nor what the driver itself leaves.
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
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The browser may still be tidying up itself; the rest goes with target.
        }
    }
}
