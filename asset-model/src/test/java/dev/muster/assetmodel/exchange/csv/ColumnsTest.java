package dev.muster.assetmodel.exchange.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.assetmodel.exchange.csv.Column.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @Test
    void shouldUnderstandNamesByThemselves() {
        Columns columns = Columns.of(
                List.of(
                        "ID ",
                        "name",
                        "retiredfrom",
                        "group:owner",
                        "attribute: odd:name",
                        "limit:a:min:max",
                        "Limit:p:MIN"),
                Map.of());

        assertThat(columns.column(0)).isEqualTo(Column.of(Kind.ID));
        assertThat(columns.column(2)).isEqualTo(Column.of(Kind.RETIRED_FROM));
        assertThat(columns.column(3)).isEqualTo(new Column(Kind.GROUP, "owner"));
        assertThat(columns.column(4)).isEqualTo(new Column(Kind.ATTRIBUTE, " odd:name"));
        assertThat(columns.column(5)).isEqualTo(new Column(Kind.LIMIT_MAX, "a:min"));
        assertThat(columns.column(6)).isEqualTo(new Column(Kind.LIMIT_MIN, "p"));
    }

    @Test
    void shouldReadEveryNameThatItWrites() {
        for (Kind kind : Kind.values()) {
            Column column = kind.compareTo(Kind.GROUP) < 0 ? Column.of(kind) : new Column(kind, "x:y");

            assertThat(Column.named(column.toString())).contains(column);
        }
    }

    @Test
    void shouldReadByMappingAndPassOverWhatIsMappedToNothing() {
        Map<String, @Nullable String> mapping = new HashMap<>();
        mapping.put("Kennung", "id");
        mapping.put("Standort", "group:geography");
        mapping.put("Bemerkung", null);

        Columns columns = Columns.of(Arrays.asList("Kennung", "name", "Bemerkung", "Standort"), mapping);

        assertThat(columns.column(0)).isEqualTo(Column.of(Kind.ID));
        assertThat(columns.column(2)).isNull();
        assertThat(columns.column(3)).isEqualTo(new Column(Kind.GROUP, "geography"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id,nmae        | nmae     | or a mapping of 'nmae'
        name,type      | id       | Expected a column for id
        id,ID          | ID       | Expected one column for id but 'id' is another one
        id,group:      | group:   | or a mapping
        id,attribute:  | attribute: | or a mapping
        id,limit:p     | limit:p  | or a mapping
        id,limit::min  | limit::min | or a mapping
        id,,name       | column 2 | Expected a name of column 2 but it is blank
        """)
    void shouldNameColumnThatSaysNothing(String header, String column, String expected) {
        BadColumn bad =
                catchThrowableOfType(BadColumn.class, () -> Columns.of(Arrays.asList(header.split(",", -1)), Map.of()));

        assertThat(bad.column()).isEqualTo(column);
        assertThat(bad.detail()).contains(expected);
    }

    @Test
    void shouldNameColumnThatIsMappedBadly() {
        assertThat(bad(Map.of("a", "ident")).detail()).contains("'a' to be mapped to one of entity, id");
        assertThat(bad(Map.of("a", "id", "b", "id")).detail()).contains("Expected one column for id");
        assertThat(bad(Map.of("Site", "group:geography")).column()).isEqualTo("Site");
        assertThat(bad(Map.of("name", "id")).detail()).contains("Expected one column for id but 'id' is another one");
    }

    private static BadColumn bad(Map<String, @Nullable String> mapping) {
        return catchThrowableOfType(BadColumn.class, () -> Columns.of(Arrays.asList("id", "name"), mapping));
    }
}
