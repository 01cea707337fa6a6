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
/// <param name="load">What a text means; null when it is refused.</param>
/// <param name="open">Opens included files.</param>
public sealed class ConfigText(Func<byte[], DhcpSettings?> load, JsonReader.IncludeOpener open)
{
    // What is inherited may have to be written out once it comes from elsewhere.
    private static readonly MergeReach[] Passes = [MergeReach.Globals, MergeReach.Networks, MergeReach.All, MergeReach.All];

    /// <param name="running">The configuration's normal form.</param>
    /// <param name="there">The text that is there; null when there is none.</param>
    public byte[] Of(Element running, byte[]? there)
    {
        string server = running.Members[0].Name;
        byte[]? text = there;
        for (int pass = 0; text is not null && pass <= Passes.Length; pass++)
        {
            if (WholeText.Of(text, open) is not { } whole || load(whole.Bytes) is not { } settings)
            {
                break;
            }

            var forms = new Dictionary<SourcePlace, Element>();
            var form = NormalForm.Of(settings, forms)![server]!;
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
        new TextMerge(server == KeywordTable.V4.Server ? KeywordTable.V4 : KeywordTable.V6, forms, edits, reach).Map(entry.Value, server, before, after);
        return edits.IsEmpty ? null : edits.Apply();
    }

    /// <summary>The text with the server's whole configuration written anew; null when what is around it cannot be kept.</summary>
    private byte[]? Replaced(byte[] there, string server, Element configuration)
    {
        if (WholeText.Of(there, open) is not { } whole || TextNode.Read(whole.Bytes)?.Entries.FirstOrDefault(e => e.Name == server) is not { } entry)
        {
            return null;
        }

        var edits = new TextEdits(whole);
        edits.Replace(entry.Value.Start, entry.End, JsonWriter.Pretty(configuration).TrimEnd('\n'));
        byte[] text = edits.Apply();
        return load(text) is { } settings && ElementComparison.IsSame(NormalForm.Of(settings)?[server], configuration) ? text : null;
    }
}
