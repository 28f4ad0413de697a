-- The feed of facts that changed asks for the latest of them in the whole log.
CREATE INDEX change_fact ON change (seq) WHERE kind = 'fact.changed';
