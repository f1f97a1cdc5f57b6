/** What a decider is, what it decides, and what single fields must look like. */
@NullMarked
package dev.muster.assetmodel.registry.decision;

import org.jspecify.annotations.NullMarked;
