package dev.muster.twinservice.http;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;

/** Answers for what a request names and the model does not have. */
public final class Unknown {
    private Unknown() {}

    public static HttpResponse asset(AssetId asset) {
        return Problem.notFound("asset", asset).at("asset").response();
    }

    public static HttpResponse hierarchy(HierarchyId hierarchy) {
        return noHierarchy(hierarchy).response();
    }

    /** Blames the hierarchy if even that is unknown. */
    public static HttpResponse group(GroupKey group, ModelView view) {
        return noGroup(group, view, "group of hierarchy ").response();
    }

    /** As {@link #group}, for groups that may be known from other times. */
    public static HttpResponse groupInForce(GroupKey group, ModelView view) {
        return noGroupInForce(group, view).response();
    }

    public static HttpResponse summedSignal(SignalName signal) {
        return noSummedSignal(signal).response();
    }

    /** The problem that {@link #groupInForce} answers. */
    public static Problem noGroupInForce(GroupKey group, ModelView view) {
        return noGroup(group, view, "group in force now in hierarchy ");
    }

    /** The problem that {@link #summedSignal} answers. */
    public static Problem noSummedSignal(SignalName signal) {
        return Problem.notFound("summed signal", signal).at("signal");
    }

    private static Problem noGroup(GroupKey group, ModelView view, String what) {
        return view.hierarchyName(group.hierarchy()).isEmpty()
                ? noHierarchy(group.hierarchy())
                : Problem.notFound(what + group.hierarchy(), group.group()).at("group");
    }

    private static Problem noHierarchy(HierarchyId hierarchy) {
        return Problem.notFound("hierarchy", hierarchy).at("hierarchy");
    }
}
