package dev.muster.twinservice.http.api.temporal;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.temporal.AssetFilter;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Problem;
import java.util.Map;
import java.util.TreeMap;

/** Which assets a request looks for. What can match nothing because nothing like it is ever recorded is refused. */
final class Filters {
    static final String ATTRIBUTE = "attribute";
    static final String TYPE = "type";
    static final String TEXT = "text";

    private Filters() {}

    static boolean asked(Call call) {
        return !call.parameters(ATTRIBUTE).isEmpty()
                || call.parameter(TYPE).isPresent()
                || call.parameter(TEXT).isPresent();
    }

    static AssetFilter of(Call call) {
        Map<String, String> attributes = new TreeMap<>();
        for (String given : call.parameters(ATTRIBUTE)) {
            int colon = given.indexOf(':');
            if (colon < 1 || given.substring(0, colon).isBlank()) {
                throw refused(ATTRIBUTE, "Expected an attribute as name:value but got '%s'", given);
            }
            String name = given.substring(0, colon);
            String value = given.substring(colon + 1);
            if (name.length() > ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX
                    || value.length() > ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX) {
                throw refused(
                        ATTRIBUTE,
                        "Expected a name of at most %d and a value of at most %d characters but got '%%s'"
                                .formatted(
                                        ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX, ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX),
                        given);
            }
            if (attributes.put(name, value) != null) {
                throw refused(ATTRIBUTE, "Expected each attribute once but got '%s' twice", name);
            }
        }
        return new AssetFilter(
                call.parameter(TYPE, TypeId::new).orElse(null),
                attributes,
                call.parameter(TEXT).map(Filters::text).orElse(null));
    }

    private static String text(String given) {
        if (given.isBlank() || given.length() > ModelLimits.NAME_LENGTH_MAX) {
            throw refused(
                    TEXT,
                    "Expected 1 to %d characters that are not all blank but got '%%s'"
                            .formatted(ModelLimits.NAME_LENGTH_MAX),
                    given);
        }
        return given;
    }

    private static BadInput refused(String field, String detail, String given) {
        return new BadInput(Problem.badInput(field, detail.formatted(Problem.shown(given))));
    }
}
