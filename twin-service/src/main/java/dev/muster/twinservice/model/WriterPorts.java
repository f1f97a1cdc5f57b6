package dev.muster.twinservice.model;

import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.registry.ModelRegistry;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.memory.ViewReferences;
import java.time.Clock;

/** What writers share on a node. */
record WriterPorts(InMemoryModelView view, ModelRegistry registry, Changelog changelog, Clock clock) {
    static WriterPorts of(InMemoryModelView view, Changelog changelog, Clock clock, Precedence precedence) {
        return new WriterPorts(view, new ModelRegistry(new ViewReferences(view), precedence), changelog, clock);
    }
}
