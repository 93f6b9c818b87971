@NullMarked
<<<<<<<< HEAD:platform/events/src/test/java/io/countersign/events/projection/package-info.java
package io.countersign.events.projection;
========
package io.countersign.events.telemetry;
>>>>>>>> main:platform/events/src/test/java/io/countersign/events/telemetry/package-info.java

import org.jspecify.annotations.NullMarked;
