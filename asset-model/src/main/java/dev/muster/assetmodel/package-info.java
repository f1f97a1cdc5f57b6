/**
 * The vocabulary of Muster, the temporal asset model and the wire contract; free of Akka, so that every module and every
 * simulation can use it.
 */
@NullMarked
package dev.muster.assetmodel;

import org.jspecify.annotations.NullMarked;
