-- Newer names of that family ask for thinking, which Claude 3 Opus refuses: an agent that asks for them by default would
-- get nothing but 400s. They lead to the model that thinks; the old one keeps its own names.
UPDATE catalog.model_alias SET model_id = 'claude-sonnet-4-6' WHERE alias = 'claude-*opus*';
