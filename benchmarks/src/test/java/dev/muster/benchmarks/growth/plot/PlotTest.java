package dev.muster.benchmarks.growth.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
    private static final int LEFT = Plot.LEFT + 56;
    private static final int RIGHT = Plot.RIGHT - 56;

    /** From 0 to 40 in one panel, from 0 to 1,000 in the other. */
    private static final Plot PLOT = new Plot(
            "Cost & <growth>",
            "assets in the fleet",
            List.of(
                    new Panel(
                            "µs for one",
                            List.of(
                                    new Line("first", List.of(dot(1_000, 8, 10, 12), dot(100_000, 30, 35, 38))),
                                    new Line("second", List.of(dot(1_000, 20, 20, 20), dot(10_000, 20, 25, 30))))),
                    new Panel("bytes for one", List.of(new Line("first", List.of(dot(1_000, 500, 500, 950)))))));

    @Test
    void shouldBeWellFormed() throws Exception {
        Document svg = parsed(PLOT);

        assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Cost & <growth>");
        assertThat(texts(svg, "title")).containsExactly("Cost & <growth>");
        assertThat(texts(svg, "across")).containsExactly("assets in the fleet");
        assertThat(texts(svg, "unit")).containsExactly("µs for one", "bytes for one");
        assertThat(texts(svg, "legend")).containsExactly("first", "second");
        assertThat(svg.getElementsByTagName("style").item(0).getTextContent()).contains("prefers-color-scheme: dark");
    }

    @Test
    void shouldPutDotsWhereTheyMustBe() throws Exception {
        Element first = group(parsed(PLOT), 0);
        int bottom = Plot.bottomOf(0);

        assertThat(first.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue())
                .isEqualTo("%d.0,%s %d.0,%s"
                        .formatted(
                                LEFT, pixels(bottom - 0.25 * Plot.PANEL), RIGHT, pixels(bottom - 0.875 * Plot.PANEL)));
        assertThat(at(first, "circle", "cx")).containsExactly(LEFT + ".0", RIGHT + ".0");
        assertThat(at(first, "circle", "cy"))
                .containsExactly(pixels(bottom - 0.25 * Plot.PANEL), pixels(bottom - 0.875 * Plot.PANEL));
        // 10,000 is in the middle of 1,000 and 100,000 here.
        assertThat(at(group(parsed(PLOT), 1), "circle", "cx"))
                .containsExactly(LEFT + ".0", pixels((LEFT + RIGHT) / 2.0));
    }

    @Test
    void shouldShowSpreadAndFigures() throws Exception {
        Element first = group(parsed(PLOT), 0);
        int bottom = Plot.bottomOf(0);

        // Of each dot: the bar from the least to the greatest, and its ends.
        assertThat(at(first, "line", "y1"))
                .startsWith(
                        pixels(bottom - 0.2 * Plot.PANEL),
                        pixels(bottom - 0.2 * Plot.PANEL),
                        pixels(bottom - 0.3 * Plot.PANEL))
                .hasSize(6);
        assertThat(at(first, "line", "y2")).startsWith(pixels(bottom - 0.3 * Plot.PANEL));
        assertThat(texts(parsed(PLOT), "value")).containsExactly("10", "35", "20", "25", "500");
    }

    @Test
    void shouldHaveEachPanelsOwnHeights() throws Exception {
        Document svg = parsed(PLOT);

        assertThat(at(group(svg, 2), "circle", "cy")).containsExactly(pixels(Plot.bottomOf(1) - 0.5 * Plot.PANEL));
        assertThat(texts(svg, "tick"))
                .containsSubsequence("0", "10", "20", "30", "40", "1k", "100k", "10k", "0", "200", "1,000", "1k");
    }

    private static Line.Dot dot(double x, double min, double y, double max) {
        return new Line.Dot(x, min, y, max);
    }

    private static String pixels(double position) {
        return Plot.pixels(position);
    }

    private static Document parsed(Plot plot) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(plot.svg())));
    }

    /** The lines in their order; those of the legend are left out. */
    private static Element group(Document svg, int number) {
        List<Element> groups = new ArrayList<>();
        for (Element group : elements(svg.getElementsByTagName("g"))) {
            if (group.getElementsByTagName("polyline").getLength() > 0) {
                groups.add(group);
            }
        }
        return groups.get(number);
    }

    private static List<String> at(Element group, String type, String attribute) {
        return elements(group.getElementsByTagName(type)).stream()
                .map(element -> element.getAttribute(attribute))
                .toList();
    }

    private static List<String> texts(Document svg, String type) {
        return elements(svg.getElementsByTagName("text")).stream()
                .filter(text -> text.getAttribute("class").equals(type))
                .map(Element::getTextContent)
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
