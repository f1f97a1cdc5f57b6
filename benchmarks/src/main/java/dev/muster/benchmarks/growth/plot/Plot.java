package dev.muster.benchmarks.growth.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Diagrams above each other that share their horizontal axis, as SVG. It has colours for light and for dark surroundings, and a ground
 * of its own, because a page need not be as dark as the reader's system says.
 *
 * @param across what the horizontal axis shows, with its unit
 */
public record Plot(String title, String across, List<Panel> panels) {
    static final int WIDTH = 760;
    static final int LEFT = 80;
    static final int RIGHT = 730;
    static final int TOP = 96;
    static final int PANEL = 220;
    static final int GAP = 66;

    /** Of the outermost dots to the ends of the horizontal axis. */
    private static final int INSET = 56;

    private static final int BELOW = 54;
    private static final double SPAN_OF_LOGARITHM = 100;
    private static final int WHISKER = 5;

    private static final String STYLE = """
            <style>
              svg { --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --a: #0757ba; --b: #b04700; --c: #1a7f37; }
              @media (prefers-color-scheme: dark) {
                svg { --ground: #0d1117; --ink: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --a: #6cb0ff; --b: #ffa35c; --c: #56d364; }
              }
              text { font-family: system-ui, sans-serif; font-size: 13px; fill: var(--ink); }
              .title { font-size: 16px; font-weight: 600; }
              .tick { fill: var(--soft); }
              .ground { fill: var(--ground); }
              .grid { stroke: var(--grid); }
              .line, .whisker { fill: none; stroke-width: 2; }
              .whisker { stroke-width: 1.5; }
              .s0 .line, .s0 .whisker { stroke: var(--a); } .s0 circle, .s0 text { fill: var(--a); }
              .s1 .line, .s1 .whisker { stroke: var(--b); } .s1 circle, .s1 text { fill: var(--b); }
              .s2 .line, .s2 .whisker { stroke: var(--c); } .s2 circle, .s2 text { fill: var(--c); }
              .value { font-weight: 600; font-size: 12px; }
            </style>
            """;

    public Plot {
        panels = List.copyOf(panels);
    }

    /** The whole document. */
    public String svg() {
        int height = TOP + panels.size() * (PANEL + GAP) - GAP + BELOW;
        List<String> parts = new ArrayList<>();
        parts.add(text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img'>"
                .formatted(WIDTH, height, WIDTH, height)));
        parts.add("<title>" + escaped(title) + "</title>\n" + STYLE.strip());
        parts.add(text("<rect class='ground' width='%d' height='%d' rx='6'/>".formatted(WIDTH, height)));
        parts.add(label("title", "start", 20, 30, title));
        legend(parts);
        for (int i = 0; i < panels.size(); i++) {
            panel(parts, panels.get(i), bottomOf(i));
        }
        parts.add(label("across", "middle", (LEFT + RIGHT) / 2.0, height - 14, across));
        parts.add("</svg>");
        return String.join("\n", parts) + "\n";
    }

    static int bottomOf(int panel) {
        return TOP + panel * (PANEL + GAP) + PANEL;
    }

    /** Where the dots of all panels go from the left to the right. */
    Scale widths() {
        double[] all = panels.stream()
                .flatMap(Panel::dots)
                .mapToDouble(Line.Dot::x)
                .distinct()
                .sorted()
                .toArray();
        double least = all[0];
        double greatest = all[all.length - 1];
        if (least == greatest) {
            return new Scale(false, least - 1, greatest + 1, LEFT + INSET, RIGHT - INSET);
        }
        boolean logarithmic = least > 0 && greatest / least >= SPAN_OF_LOGARITHM;
        return new Scale(logarithmic, least, greatest, LEFT + INSET, RIGHT - INSET);
    }

    private void legend(List<String> parts) {
        List<Line> lines = panels.get(0).lines();
        double x = 20;
        for (int i = 0; i < lines.size(); i++) {
            String label = lines.get(i).label();
            if (!label.isEmpty()) {
                parts.add("<g class=\"s%d\">".formatted(i));
                parts.add(text("<circle cx='%s' cy='48' r='5'/>".formatted(pixels(x + 5))));
                parts.add(label("legend", "start", x + 16, 52, label));
                parts.add("</g>");
                x += 40 + 7.5 * label.length();
            }
        }
    }

    private void panel(List<String> parts, Panel panel, int bottom) {
        Scale widths = widths();
        Scale heights = panel.heights(bottom, bottom - PANEL);
        parts.add(label("unit", "start", LEFT - 60, bottom - PANEL - 12, panel.title()));
        for (double tick : heights.ticks()) {
            double y = heights.position(tick);
            parts.add(line("grid", LEFT, y, RIGHT, y));
            parts.add(label("tick", "end", LEFT - 8, y + 4, Figures.of(tick)));
        }
        panel.dots().mapToDouble(Line.Dot::x).distinct().forEach(x -> {
            double at = widths.position(x);
            parts.add(line("grid", at, bottom, at, bottom + 5));
            parts.add(label("tick", "middle", at, bottom + 20, Figures.count(x)));
        });
        for (int i = 0; i < panel.lines().size(); i++) {
            series(parts, i, panel.lines().get(i).dots(), widths, heights);
        }
    }

    private static void series(List<String> parts, int number, List<Line.Dot> dots, Scale widths, Scale heights) {
        parts.add("<g class=\"s%d\">".formatted(number));
        StringBuilder path = new StringBuilder();
        for (Line.Dot dot : dots) {
            double x = widths.position(dot.x());
            path.append(path.isEmpty() ? "" : " ")
                    .append(pixels(x))
                    .append(',')
                    .append(pixels(heights.position(dot.y())));
        }
        parts.add(text("<polyline class='line' points='%s'/>".formatted(path)));
        for (Line.Dot dot : dots) {
            double x = widths.position(dot.x());
            double low = heights.position(dot.min());
            double high = heights.position(dot.max());
            parts.add(line("whisker", x, low, x, high));
            parts.add(line("whisker", x - WHISKER, low, x + WHISKER, low));
            parts.add(line("whisker", x - WHISKER, high, x + WHISKER, high));
            parts.add(text("<circle cx='%s' cy='%s' r='4'/>".formatted(pixels(x), pixels(heights.position(dot.y())))));
            // Where a line that goes up is not; every other line has its figures on the other side.
            double y = heights.position(dot.y());
            parts.add(
                    number % 2 == 0
                            ? label("value", "end", x - 8, y - 8, Figures.of(dot.y()))
                            : label("value", "start", x + 8, y + 17, Figures.of(dot.y())));
        }
        parts.add("</g>");
    }

    private static String line(String type, double x1, double y1, double x2, double y2) {
        return text("<line class='%s' x1='%s' y1='%s' x2='%s' y2='%s'/>"
                .formatted(type, pixels(x1), pixels(y1), pixels(x2), pixels(y2)));
    }

    private static String label(String type, String anchor, double x, double y, String said) {
        return text("<text class='%s' text-anchor='%s' x='%s' y='%s'>".formatted(type, anchor, pixels(x), pixels(y)))
                + escaped(said) + "</text>";
    }

    private static String text(String markup) {
        return markup.replace('\'', '"');
    }

    static String pixels(double position) {
        return String.format(Locale.ROOT, "%.1f", position);
    }

    private static String escaped(String said) {
        return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
