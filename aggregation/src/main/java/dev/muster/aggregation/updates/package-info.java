/**
 * How what twins say reaches the groups' aggregators: collected per node, the latest per member, until acknowledged.
 */
@NullMarked
package dev.muster.aggregation.updates;

import org.jspecify.annotations.NullMarked;
