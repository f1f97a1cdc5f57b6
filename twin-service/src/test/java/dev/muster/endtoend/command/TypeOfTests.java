package dev.muster.endtoend.command;

import java.util.List;
import java.util.Map;

/** A type whose devices can be told something. */
public final class TypeOfTests {
    public static final Map<String, Object> TURBINE = Map.of(
            "name",
            "Turbine",
            "offlineAfter",
            "PT10M",
            "signals",
            List.of(Map.of(
                    "name", "power",
                    "unit", "MW",
                    "kind", "gauge",
                    "sign", "generation",
                    "interval", "PT2S",
                    "staleAfter", "PT7S",
                    "range", Map.of("min", 0, "max", 3),
                    "summed", true)),
            "commands",
            List.of(Map.of(
                    "name", "setPower",
                    "title", "Limit the power",
                    "parameters",
                            List.of(Map.of(
                                    "name", "megawatts",
                                    "title", "At most",
                                    "kind", "number",
                                    "unit", "MW",
                                    "range", Map.of("min", 0, "max", 3))))));

    private TypeOfTests() {}
}
