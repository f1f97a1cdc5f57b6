package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.ExpectationSchedule.Always;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With and without the module of parameter names: the documents' mapper has it, the one of HTTP has not. */
class TypeJsonTest {
    private static final String SIGNAL = "{'name':'power','unit':'MW','kind':'gauge','sign':'generation',"
            + "'interval':'PT2S','staleAfter':'PT7S','range':null,'summed':true%s}";
    private static final String TYPE = "{'id':'wind','name':'Wind','offlineAfter':'PT30S','signals':[%s]%s}";
    private static final LocalTime NOON = LocalTime.NOON;

    static Stream<ObjectMapper> mappers() {
        return Stream.of(mapper(), mapper().registerModule(new ParameterNamesModule()));
    }

    static Stream<Arguments> schedules() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return Stream.of(
                Arguments.of(new Always(), "{'kind':'always'}"),
                Arguments.of(new Daylight(), "{'kind':'daylight'}"),
                Arguments.of(
                        new Daily(berlin, List.of(new Window(LocalTime.of(5, 30), NOON))),
                        "{'kind':'daily','zone':'Europe/Berlin','windows':[{'from':'05:30','to':'12:00'}]}"),
                Arguments.of(
                        new Daily(ZoneId.of("+02:00"), List.of(new Window(NOON, LocalTime.of(0, 0, 1)))),
                        "{'kind':'daily','zone':'+02:00','windows':[{'from':'12:00','to':'00:00:01'}]}"));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void shouldWriteAndReadSchedule(ExpectationSchedule schedule, String text) throws Exception {
        for (ObjectMapper mapper : mappers().toList()) {
            String written = mapper.writerFor(ExpectationSchedule.class).writeValueAsString(schedule);

            assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(json(text)));
            assertThat(mapper.readValue(json(text), ExpectationSchedule.class)).isEqualTo(schedule);
            AssetType type = type(Reporting.BY_EXCEPTION, schedule);
            assertThat(mapper.readValue(mapper.writeValueAsString(type), AssetType.class))
                    .isEqualTo(type);
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void shouldReadAndWriteTypesAsBeforeThereWereSchedules(ObjectMapper mapper) throws Exception {
        String before = json(TYPE.formatted(SIGNAL.formatted(""), ""));

        AssetType read = mapper.readValue(before, AssetType.class);

        assertThat(read).isEqualTo(type(Reporting.INTERVAL, new Always()));
        assertThat(read).isEqualTo(new AssetType(read.id(), read.name(), read.offlineAfter(), read.signals()));
        assertThat(mapper.readTree(mapper.writeValueAsString(read))).isEqualTo(mapper.readTree(before));
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void shouldTakeNullForWhatWasAlwaysSo(ObjectMapper mapper) throws Exception {
        String nulls = json(TYPE.formatted(SIGNAL.formatted(",'reporting':null"), ",'expectation':null"));

        assertThat(mapper.readValue(nulls, AssetType.class)).isEqualTo(type(Reporting.INTERVAL, new Always()));
    }

    @ParameterizedTest
    @CsvSource({"interval, INTERVAL", "byException, BY_EXCEPTION"})
    void shouldReadReporting(String text, Reporting reporting) throws Exception {
        String signal = json(SIGNAL.formatted(",'reporting':'" + text + "'"));

        assertThat(mapper().readValue(signal, Signal.class).reporting()).isEqualTo(reporting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'weekly'}",
                "{}",
                "{'kind':'daily'}",
                "{'kind':'daily','zone':'Europe/Berlin','windows':[]}",
                "{'kind':'daily','zone':'Mars/Olympus','windows':[{'from':'05:30','to':'12:00'}]}",
                "{'kind':'daily','windows':[{'from':'05:30','to':'12:00'}]}",
                "{'kind':'daily','zone':'Europe/Berlin','windows':[null]}",
                "{'kind':'daily','zone':'Europe/Berlin','windows':[{'from':'05:30'}]}",
                "{'kind':'daily','zone':'Europe/Berlin','windows':[{'from':'05:30','to':'05:30'}]}",
                "{'kind':'daily','zone':'Europe/Berlin','windows':[{'from':'05:30','to':'24:30'}]}"
            })
    void shouldRefuseWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> mapper().readValue(json(text), ExpectationSchedule.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void shouldLeaveOutNothingButWhatWasAlwaysSo() throws Exception {
        String written = mapper().writeValueAsString(type(Reporting.BY_EXCEPTION, new Daylight()));

        assertThat(written).contains(json("'reporting':'byException'"), json("'expectation':{'kind':'daylight'}"));
    }

    private static AssetType type(Reporting reporting, ExpectationSchedule schedule) {
        Signal power = new Signal(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true,
                reporting);
        return new AssetType(new TypeId("wind"), "Wind", Duration.ofSeconds(30), List.of(power), schedule);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }
}
