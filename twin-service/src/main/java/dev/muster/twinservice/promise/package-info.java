/**
 * What is wanted of assets is brought about. Whatever the model wants of an asset, itself or by the groups above it, and its device
 * does not report, is a promise: commands are given until both agree. Anybody can follow promises on their stream. The rules are free
 * of Akka; {@link dev.muster.twinservice.promise.PromiseKeeper} is the shell around them.
 */
@NullMarked
package dev.muster.twinservice.promise;

import org.jspecify.annotations.NullMarked;
