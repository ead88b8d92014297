from esfnlp.web.rooms.docs import operations


def test_the_page_names_every_operation_and_needs_no_script(client):
    page = client.get("/api/v1/docs?lang=en").text
    described = client.get("/api/v1/openapi.json").json()
    for operation in operations(described):
        assert f"{operation.method} {operation.path}" in page
    assert len(operations(described)) >= 9


def test_parameters_have_their_bounds(client):
    described = client.get("/api/v1/openapi.json").json()
    listed = next(one for one in operations(described) if one.path == "/api/v1/records")
    limit = next(one for one in listed.parameters if one.name == "limit")
    assert (limit.kind, limit.default, limit.bounds) == ("integer", "100", "≥ 1, ≤ 1000")
    assert next(one for one in listed.parameters if one.name == "table").is_required
