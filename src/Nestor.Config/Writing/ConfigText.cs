using System.Text;
using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Json.Editing;
using Nestor.Model.Settings;

namespace Nestor.Config.Writing;

/// <summary>
/// A configuration as text for <c>config-write</c>: what it has in common with a text that is there is left as it is
/// written there, with comments, order, spelling and includes. Whatever comes out means the configuration, for it is
/// read again and compared.
/// </summary>
public sealed class ConfigText
{
    /// <summary>The normal form of what a text means; null when it is refused.</summary>
    /// <param name="places">Takes, if there is one, the form of each map by the place where it was read.</param>
    private delegate Element? FormOf(byte[] text, Dictionary<SourcePlace, Element>? places);

    private static readonly KeywordTable[] Tables = [KeywordTable.V4, KeywordTable.V6, KeywordTable.Agent];

    // What is inherited may have to be written out once it comes from elsewhere.
    private static readonly MergeReach[] Passes = [MergeReach.Globals, MergeReach.Networks, MergeReach.All, MergeReach.All];

    private readonly FormOf _formOf;
    private readonly JsonReader.IncludeOpener _open;

    /// <param name="load">What a text means; null when it is refused.</param>
    /// <param name="open">Opens included files.</param>
    public ConfigText(Func<byte[], DhcpSettings?> load, JsonReader.IncludeOpener open)
        : this((text, places) => load(text) is { } settings ? NormalForm.Of(settings, places) : null, open)
    {
    }

    private ConfigText(FormOf formOf, JsonReader.IncludeOpener open)
    {
        _formOf = formOf;
        _open = open;
    }

    /// <summary>The same for a control agent.</summary>
    /// <inheritdoc cref="ConfigText(Func{byte[], DhcpSettings?}, JsonReader.IncludeOpener)"/>
    public static ConfigText OfAgent(Func<byte[], AgentSettings?> load, JsonReader.IncludeOpener open) =>
        new((text, places) => load(text) is { } settings ? NormalForm.Of(settings, places) : null, open);

    /// <param name="running">The configuration's normal form.</param>
    /// <param name="there">The text that is there; null when there is none.</param>
    public byte[] Of(Element running, byte[]? there)
    {
        string server = running.Members[0].Name;
        byte[]? text = there;
        for (int pass = 0; text is not null && pass <= Passes.Length; pass++)
        {
            var forms = new Dictionary<SourcePlace, Element>();
            if (WholeText.Of(text, _open) is not { } whole || _formOf(whole.Bytes, forms)?[server] is not { } form)
            {
                break;
            }

            if (ElementComparison.IsSame(form, running[server]))
            {
                return text;
            }

            text = pass == Passes.Length ? null : Merged(whole, server, form, running[server]!, forms, Passes[pass]) ?? text;
        }

        return there is not null && Replaced(there, server, running[server]!) is { } replaced ? replaced : Encoding.UTF8.GetBytes(JsonWriter.Pretty(running));
    }

    private static byte[]? Merged(
        WholeText whole, string server, Element before, Element after, Dictionary<SourcePlace, Element> forms, MergeReach reach)
    {
        if (TextNode.Read(whole.Bytes)?.Entries.FirstOrDefault(e => e.Name == server) is not { } entry)
        {
            return null;
        }

        var edits = new TextEdits(whole);
        new TextMerge(Array.Find(Tables, t => t.Server == server)!, forms, edits, reach).Map(entry.Value, server, before, after);
        return edits.IsEmpty ? null : edits.Apply();
    }

    /// <summary>The text with the server's whole configuration written anew; null when what is around it cannot be kept.</summary>
    private byte[]? Replaced(byte[] there, string server, Element configuration)
    {
        if (WholeText.Of(there, _open) is not { } whole || TextNode.Read(whole.Bytes)?.Entries.FirstOrDefault(e => e.Name == server) is not { } entry)
        {
            return null;
        }

        var edits = new TextEdits(whole);
        edits.Replace(entry.Value.Start, entry.End, JsonWriter.Pretty(configuration).TrimEnd('\n'));
        byte[] text = edits.Apply();
        return ElementComparison.IsSame(_formOf(text, null)?[server], configuration) ? text : null;
    }
}
