# %% [markdown]
# # Who is quoted, and how?
# A short tour of Claimlight as a library. Open this file as a notebook (Jupyter with Jupytext, VS Code, PyCharm), or run it.
# It needs `pip install 'claimlight[notebook]'`.

# %%
import claimlight_engine as cl

article = """\
Mayor Ann Roe said on Monday that the bridge would open in May. “We have tested every bolt,” she insisted.

Two engineers briefed on the matter denied that the tests were complete. Critics claimed that the figures had been changed.

The delay has cost the town 4 million euros. It marks a turning point for the whole region.

The mayor of the neighbouring town, Jan Kowal, acknowledged that nobody had asked for a second opinion.
"""
found = cl.annotate(article)
found  # in Jupyter: the text with its marks

# %% [markdown]
# ## Every attribution, one a row
# `source`, `cue` and `content` are offsets in code points; the columns that end in `_text` hold the words.

# %%
attributions = found.to_frame("attributions")
print(attributions[["source_text", "cue_text", "content_text", "kind", "stance"]].to_string())

# %% [markdown]
# ## Which sources, with how many words

# %%
sources = found.to_frame("sources").sort_values("words", ascending=False)
print(sources[["name", "description", "kind", "words"]].to_string(index=False))

# %% [markdown]
# ## Who vouches for the sentences
# `score` is the probability that a sentence's main claim lacks a source that can be checked. It says nothing about its truth.

# %%
sentences = found.to_frame("sentences")
print(sentences[["exact", "status", "score"]].to_string(index=False))

# %% [markdown]
# ## Further
# For a folder, an archive or a cluster there is `claimlight batch`, which writes the same records as Parquet tables, and
# `claimlight report`, which draws them.
