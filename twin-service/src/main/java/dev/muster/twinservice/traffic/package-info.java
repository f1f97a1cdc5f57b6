/** What this node says to other nodes, counted where it leaves. */
@NullMarked
package dev.muster.twinservice.traffic;

import org.jspecify.annotations.NullMarked;
