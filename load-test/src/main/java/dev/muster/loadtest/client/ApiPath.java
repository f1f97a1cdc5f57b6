package dev.muster.loadtest.client;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the API. Ids such as {@code W/HOE#1} hold characters that mean something in a URL: all but letters, digits and {@code - . _ ~} are percent-encoded. */
public final class ApiPath {
    private ApiPath() {}

    public static String type(TypeId type) {
        return "/v1/types/" + encoded(type.value());
    }

    public static String hierarchy(HierarchyId hierarchy) {
        return "/v1/hierarchies/" + encoded(hierarchy.value());
    }

    public static String group(GroupKey group) {
        return hierarchy(group.hierarchy()) + "/groups/" + encoded(group.group().value());
    }

    /** What the group is to give. */
    public static String setPoint(GroupKey group) {
        return group(group) + "/set-point";
    }

    /** What the asset was told, and where it is told more. */
    public static String commands(AssetId asset) {
        return asset(asset) + "/commands";
    }

    /** The same of a group. */
    public static String commands(GroupKey group) {
        return group(group) + "/commands";
    }

    /** What all assets of the group are to be like. */
    public static String desired(GroupKey group) {
        return group(group) + "/properties/desired";
    }

    public static String asset(AssetId asset) {
        return "/v1/assets/" + encoded(asset.value());
    }

    /** What was ordered. */
    public static String expected(AssetId asset) {
        return asset(asset) + "/properties/expected";
    }

    /** What fills it. */
    public static String devices(AssetId asset) {
        return asset(asset) + "/devices";
    }

    /** {@code text} as one segment of a path or one value of a query. */
    public static String encoded(String text) {
        // The form encoder differs from a path's rules in three characters.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
