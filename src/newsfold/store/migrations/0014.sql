-- A story's page asks for the facts of that story that changed.
CREATE INDEX change_fact_subject ON change (subject) WHERE kind = 'fact.changed';
