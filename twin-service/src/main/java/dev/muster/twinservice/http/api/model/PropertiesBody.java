package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/assets/{asset}/properties/{kind}}, and of a group's: all there is to say, from now on where no time is given. */
public record PropertiesBody(
        @Nullable Map<String, String> properties,
        @Nullable Instant validFrom,
        @Nullable Instant validTo) {
    public ModelCommand command(AssetId asset, PropertyKind kind) {
        return command(asset, kind, "");
    }

    /** What is wanted of all below a group. */
    public ModelCommand command(GroupKey group) {
        return command(group, "");
    }

    /** {@code at} stands before the names of fields: where in a whole line this one is. */
    ModelCommand command(GroupKey group, String at) {
        Properties wanted = new Properties(required(at + "properties", properties));
        return new ModelCommand.PutGroupProperties(group, wanted, ModelBodies.validity(validFrom, validTo, at));
    }

    /** {@code at} stands before the names of fields: where in a whole line this one is. */
    ModelCommand command(AssetId asset, PropertyKind kind, String at) {
        Properties said = new Properties(required(at + "properties", properties));
        return new ModelCommand.PutProperties(asset, kind, said, ModelBodies.validity(validFrom, validTo, at));
    }
}
