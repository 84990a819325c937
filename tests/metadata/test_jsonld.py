import json
import time

from cleaner.metadata.jsonld import parse, read_story

ARTICLE = {"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": "2024-05-07",
           "author": {"@type": "Person", "name": "Anna Berg"}}


def story(*values, titles=("Bridge opens",), addresses=()):
    return read_story([value if isinstance(value, str) else json.dumps(value) for value in values], titles, addresses)


def test_nothing_of_nothing():
    for script in ("", "{}", "[]", "null", "not json", '{"@type": "Organization", "name": "Post"}'):
        assert story(script).headlines == ()


def test_graph_with_references():
    graph = {"@graph": [{"@id": "#anna", "@type": "Person", "name": "Anna Berg"},
                        {"@type": "WebSite", "name": "The Harbour Post"},
                        {**ARTICLE, "author": {"@id": "#anna"}}]}
    found = story(graph)
    assert found.authors == (("person", "Anna Berg"),)
    assert found.site == "The Harbour Post"


def test_the_page_s_own_article_is_chosen_among_several():
    other = {**ARTICLE, "headline": "Ferry sinks", "datePublished": "2020-01-01"}
    assert story([other, ARTICLE, other]).published == "2024-05-07"
    by_url = {**ARTICLE, "headline": "Other words", "url": "https://post.example/bridge/"}
    found = story([other, by_url], titles=(), addresses=["http://www.post.example/bridge?x=1"])
    assert found.headlines[0] == "Other words"


def test_broken_scripts_are_repaired():
    good = json.dumps(ARTICLE)
    for broken in (good[:-1] + ",}", "<!--" + good + "-->", "//<![CDATA[\n" + good + "\n//]]>", good + ";",
                   good.replace("Bridge opens", "Bridge\topens\n"), good.replace('", "', '" "', 1)):
        assert story(broken, titles=()).published == "2024-05-07", broken


def test_hopeless_scripts_still_give_their_fields():
    found = story('{"@type": "NewsArticle", "headline": "Bridge "opens" today", "datePublished": "2024-05-07", ' + "{[")
    assert found.published == "2024-05-07"


def test_hostile_scripts_take_bounded_time():
    begin = time.perf_counter()
    for script in ("[" * 500_000, '{"a":' * 200_000, '"' * 1_000_000,
                   '{"@type":"Article","headline":"' + "x" * 5_000_000,
                   json.dumps([ARTICLE] * 20_000), '{"author":' * 100_000):
        story(script)
    assert time.perf_counter() - begin < 10


def test_free_access():
    assert story({**ARTICLE, "isAccessibleForFree": "False"}).free is False
    assert story({**ARTICLE, "isAccessibleForFree": True}).free is True
    assert story(ARTICLE).free is None


def test_parse_reads_what_browsers_read():
    assert parse('{"a": 1}') == {"a": 1}
