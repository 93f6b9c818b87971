package io.countersign.token.broken;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

class FilteringRights {
    Bson visible(String organizationId) {
        return Filters.eq("row.organizationId", organizationId);
    }
}
