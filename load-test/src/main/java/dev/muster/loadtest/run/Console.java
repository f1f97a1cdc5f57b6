package dev.muster.loadtest.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The only place that writes to the terminal: plain text, aligned tables. Thread-safe. */
final class Console {
    private static final String INDENT = "  ";

    private final PrintStream out;
    private final PrintStream err;
    private boolean insideLine;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Over the process's own streams, in UTF-8. */
    static Console standard() {
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    synchronized void line(String text) {
        endLine();
        out.println(text);
    }

    synchronized void blank() {
        line("");
    }

    /** One line on the error stream. */
    synchronized void error(String text) {
        endLine();
        err.println("muster: " + text);
    }

    /** Says what is being done, does it, and says how long it took. */
    <T> T step(String what, Supplier<T> work) {
        begin(what);
        long started = System.nanoTime();
        T result = work.get();
        finish("%s s".formatted(seconds(Duration.ofNanos(System.nanoTime() - started))));
        return result;
    }

    void step(String what, Runnable work) {
        step(what, () -> {
            work.run();
            return true;
        });
    }

    /** The first column is aligned left, the others right. */
    synchronized void table(List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        line(INDENT + row(header, widths));
        rows.forEach(row -> line(INDENT + row(row, widths)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private synchronized void begin(String what) {
        endLine();
        out.print(what + " ... ");
        out.flush();
        insideLine = true;
    }

    private synchronized void finish(String how) {
        if (insideLine) {
            out.println(how);
        } else {
            out.println(INDENT + "done: " + how);
        }
        insideLine = false;
    }

    private void endLine() {
        if (insideLine) {
            out.println();
            insideLine = false;
        }
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            text.append(i == 0 ? cells.get(i) + padding : INDENT + padding + cells.get(i));
        }
        return text.toString().stripTrailing();
    }
}
