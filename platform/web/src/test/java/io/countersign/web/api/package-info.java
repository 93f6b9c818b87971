@NullMarked
<<<<<<<< HEAD:platform/web/src/test/java/io/countersign/web/key/package-info.java
package io.countersign.web.key;
========
package io.countersign.web.api;
>>>>>>>> main:platform/web/src/test/java/io/countersign/web/api/package-info.java

import org.jspecify.annotations.NullMarked;
