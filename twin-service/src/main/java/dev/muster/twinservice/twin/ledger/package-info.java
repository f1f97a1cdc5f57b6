/** What a twin remembers and decides of samples, without Akka: plausible or not, new or not, latest values, clock skew. */
@NullMarked
package dev.muster.twinservice.twin.ledger;

import org.jspecify.annotations.NullMarked;
