package dev.muster.assetmodel.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** The value of one argument: in JSON a number, a text, or true or false. */
public sealed interface Argument {
    /** {@link IllegalArgumentException} for anything else. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Argument of(JsonNode json) {
        if (json.isNumber() && Double.isFinite(json.doubleValue())) {
            return new Number(json.decimalValue());
        }
        if (json.isTextual()) {
            return new Text(json.textValue());
        }
        if (json.isBoolean()) {
            return new Flag(json.booleanValue());
        }
        throw new IllegalArgumentException(
                "Expected a number, a text, true or false as an argument but got " + json.getNodeType());
    }

    static Argument of(double number) {
        return new Number(BigDecimal.valueOf(number));
    }

    static Argument of(String text) {
        return new Text(text);
    }

    /** As people write it. */
    String shown();

    /** Equal by value: 30 and 30.0 are one argument. */
    @SuppressWarnings("JavaLangClash") // always read with its interface in front
    record Number(@JsonValue BigDecimal value) implements Argument {
        /** Digits before or behind the point; far beyond any quantity, and few enough to write out. */
        private static final int DIGITS_MAX = 40;

        public Number {
            BigDecimal plain = value.stripTrailingZeros();
            if (plain.precision() > DIGITS_MAX || Math.abs(plain.scale()) > DIGITS_MAX) {
                throw new IllegalArgumentException("Expected a number of at most %d digits".formatted(DIGITS_MAX));
            }
            value = plain.scale() < 0 ? plain.setScale(0) : plain;
        }

        @Override
        public String shown() {
            return value.toPlainString();
        }
    }

    record Text(@JsonValue String value) implements Argument {
        @Override
        public String shown() {
            return value;
        }
    }

    record Flag(@JsonValue boolean value) implements Argument {
        @Override
        public String shown() {
            return Boolean.toString(value);
        }
    }
}
