package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition inside a rule's body: one field says what it is about, the others what has to hold of that. */
public record ConditionBody(
        @Nullable TypeId type,
        @Nullable String attribute,
        @Nullable String is,
        @Nullable SignalName limit,
        Condition.@Nullable End end,
        @Nullable Double above,
        @Nullable Double below,
        @Nullable String owner,
        @Nullable String custodian,
        @Nullable AssetId fedBy,
        @Nullable AssetId near,
        @Nullable Double km) {
    private static final String TYPE = "type";
    private static final String ATTRIBUTE = "attribute";
    private static final String LIMIT = "limit";
    private static final String OWNER = "owner";
    private static final String CUSTODIAN = "custodian";
    private static final String FED_BY = "fedBy";
    private static final String NEAR = "near";

    /** {@code at}: where in the whole body this one is. */
    Condition condition(String at) {
        String about = about(at);
        only(at, "is", is, about, Set.of(ATTRIBUTE));
        only(at, "end", end, about, Set.of(LIMIT));
        only(at, "above", above, about, Set.of(ATTRIBUTE, LIMIT));
        only(at, "below", below, about, Set.of(ATTRIBUTE, LIMIT));
        only(at, "km", km, about, Set.of(NEAR));
        if (type != null) {
            return new Condition.OfType(type);
        }
        if (attribute != null) {
            return new Condition.Attribute(attribute, is, above, below);
        }
        if (limit != null) {
            return new Condition.Limit(limit, required(at + ".end", end), above, below);
        }
        if (owner != null) {
            return new Condition.OwnedBy(owner);
        }
        if (custodian != null) {
            return new Condition.HeldBy(custodian);
        }
        return fedBy != null
                ? new Condition.FedBy(fedBy)
                : new Condition.Near(required(at + ".near", near), required(at + ".km", km));
    }

    private String about(String at) {
        List<String> there = new ArrayList<>();
        add(there, TYPE, type);
        add(there, ATTRIBUTE, attribute);
        add(there, LIMIT, limit);
        add(there, OWNER, owner);
        add(there, CUSTODIAN, custodian);
        add(there, FED_BY, fedBy);
        add(there, NEAR, near);
        if (there.size() != 1) {
            throw new BadInput(Problem.badInput(
                    at,
                    "Expected exactly one of the fields type, attribute, limit, owner, custodian, fedBy, near but got %s"
                            .formatted(there.isEmpty() ? "none" : String.join(", ", there))));
        }
        return there.get(0);
    }

    private static void add(List<String> there, String field, @Nullable Object given) {
        if (given != null) {
            there.add(field);
        }
    }

    private static void only(String at, String field, @Nullable Object given, String about, Set<String> beside) {
        if (given != null && !beside.contains(about)) {
            throw new BadInput(Problem.badInput(
                    at + "." + field,
                    "Expected the field '%s' beside %s only but it stands beside %s"
                            .formatted(
                                    field,
                                    String.join(" or ", beside.stream().sorted().toList()),
                                    about)));
        }
    }
}
