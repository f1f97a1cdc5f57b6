package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.PutGroupProperties;
import dev.muster.assetmodel.command.ModelCommand.PutProperties;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.compact.LongIndex;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one file have spoken about. An entity stands there once; but a group, by rule too, has a line for each of
 * its validities, and an asset may have several lines that say the same of it and place it elsewhere.
 */
final class SeenEntities {
    private final LongIndex lines = new LongIndex();

    /** "Expected … but …" for a line that repeats, or contradicts, an earlier one; {@code null}: it does neither. */
    @Nullable
    String repeated(EntityLine line) {
        int number = Math.toIntExact(line.number());
        String key = line.entityKey();
        ModelCommand first = line.commands().get(0);
        if (first instanceof PutGroup put) {
            key += "@" + from(put.validity());
        }
        if (first instanceof PutRuleGroup put) {
            key += "@" + from(put.validity());
        }
        int before = lines.putIfAbsent(key, number);
        if (!(first instanceof PutAsset put)) {
            return before == 0 ? repeatedWish(line, number) : once(key, before);
        }
        if (lines.putIfAbsent(key + "=" + withoutPlacements(put), number) == 0 && before != 0) {
            return "Expected every line of %s to describe it alike but line %d does so otherwise"
                    .formatted(key, before);
        }
        boolean somethingNew = before == 0;
        String repeated = null;
        for (Part part : parts(line)) {
            int other = lines.putIfAbsent(key + "/" + part.key(), number);
            somethingNew |= other == 0;
            if (other != 0 && other != number) {
                repeated = once(part.what().formatted(key), other);
            }
        }
        if (repeated != null) {
            return repeated;
        }
        return somethingNew ? null : once(key, before);
    }

    private @Nullable String repeatedWish(EntityLine line, int number) {
        for (ModelCommand command : line.commands()) {
            if (command instanceof PutGroupProperties put) {
                int other = lines.putIfAbsent(line.entityKey() + "/desired@" + from(put.validity()), number);
                if (other != 0) {
                    return once("what is desired of %s from the same time".formatted(line.entityKey()), other);
                }
            }
        }
        return null;
    }

    /**
     * Something that an asset can have once at a time.
     *
     * @param what to be formatted with the asset
     */
    private record Part(String what, String key) {}

    private static String once(String what, int line) {
        return "Expected %s once in the file but line %d has it too".formatted(what, line);
    }

    private static PutAsset withoutPlacements(PutAsset put) {
        return new PutAsset(
                put.asset(),
                put.name(),
                put.type(),
                put.source(),
                put.limits(),
                put.attributes(),
                put.retiredFrom(),
                List.of(),
                put.details(),
                put.validity());
    }

    private static List<Part> parts(EntityLine line) {
        List<Part> parts = new ArrayList<>();
        for (ModelCommand command : line.commands()) {
            if (command instanceof PutAsset put) {
                put.placements().forEach(placement -> parts.add(part(placement)));
            } else if (command instanceof PlaceAsset place) {
                parts.add(part(place.placement()));
            } else if (command instanceof InstallDevice install) {
                parts.add(new Part("a device of %s from the same time", "device@" + from(install.validity())));
            } else if (command instanceof PutProperties put) {
                parts.add(new Part("properties of %s from the same time", put.kind() + "@" + from(put.validity())));
            }
        }
        return parts;
    }

    private static Part part(Placement placement) {
        return new Part(
                "a placement of %s from the same time in the same hierarchy",
                placement.hierarchy() + "@" + placement.validFrom());
    }

    private static String from(@Nullable Validity validity) {
        return validity == null ? "now" : validity.validFrom().toString();
    }
}
