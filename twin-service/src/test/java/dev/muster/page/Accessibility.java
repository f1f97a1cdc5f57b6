package dev.muster.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe finds wrong with a page for readers who see, hear or point otherwise: only what it calls serious or critical. */
public final class Accessibility {
    private static final String AXE = resource("/axe.min.js");

    /** One line per finding: the rule, where, and what to do. */
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        axe.run(document, {preload: false, resultTypes: ['violations']}).then(
          found => done(found.violations
            .filter(violation => ['serious', 'critical'].includes(violation.impact))
            .flatMap(violation => violation.nodes.map(node =>
              `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`))),
          failure => done([`axe failed: ${failure}`]));
        """;

    private Accessibility() {}

    public static List<String> violations(ControlRoom page) {
        // It is half a megabyte, and a page is looked at several times.
        if (!page.holds("'axe' in window")) {
            page.script(AXE);
        }
        return ControlRoom.texts(page.asyncScript(RUN));
    }

    private static String resource(String name) {
        try (InputStream stream = Accessibility.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("Expected axe.min.js on the class path but it is not there");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
