/**
 * The writers' logic, without their actors: a decider per command turns it into events or a rejection and can change
 * nothing; events change the state of a bucket.
 */
@NullMarked
package dev.muster.assetmodel.registry;

import org.jspecify.annotations.NullMarked;
