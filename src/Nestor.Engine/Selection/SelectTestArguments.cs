using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Selection;

/// <summary>The arguments of a <c>subnet*-select-test</c>, read one after the other; the first thing wrong with them is kept.</summary>
internal sealed class SelectTestArguments
{
    private readonly Element? _map;

    /// <param name="names">Those the command knows besides <c>classes</c>; all of them are texts.</param>
    public SelectTestArguments(CommandCall call, params ReadOnlySpan<string> names)
    {
        _map = call.Arguments;
        if (_map is not { Kind: ElementKind.Map })
        {
            Refuse(_map is null ? "empty arguments" : "arguments must be a map");
            return;
        }

        foreach (var member in _map.Members)
        {
            if (member.Name != "classes" && !names.Contains(member.Name))
            {
                Refuse($"unknown entry '{member.Name}'");
            }
            else if (member.Name != "classes" && member.Value.Kind != ElementKind.String)
            {
                Refuse($"'{member.Name}' entry must be a string");
            }
        }
    }

    /// <summary>Null when nothing is wrong.</summary>
    public CommandResult? Refusal { get; private set; }

    public string Text(string name) => _map?[name]?.Text ?? "";

    /// <summary>Zero when it is not given.</summary>
    public Ip4 Address4(string name) => Ip4.TryParse(Text(name), out var address) ? address : NoAddress<Ip4>(name);

    /// <inheritdoc cref="Address4"/>
    public Ip6 Address6(string name) => Ip6.TryParse(Text(name), out var address) ? address : NoAddress<Ip6>(name);

    /// <summary>Hexadecimal digits in any usual spelling, or text in single quotes; empty when it is not given.</summary>
    public byte[] Bytes(string name)
    {
        string text = Text(name);
        var bytes = new List<byte>();
        if (text.Length > 0 && !OptionText.TryHex(text, bytes))
        {
            Refuse($"bad '{name}' entry: found '{text}', wanted hexadecimal digits or a text in quotes");
        }

        return [.. bytes];
    }

    /// <summary>The classes that are named.</summary>
    public ClassSet Classes(ClassNames names)
    {
        var classes = new ClassSet();
        classes.Clear(names);
        if (_map?["classes"] is not { } list)
        {
            return classes;
        }

        if (list.Kind != ElementKind.List || list.Items.Any(i => i.Kind != ElementKind.String))
        {
            Refuse("'classes' entry must be a list of strings");
            return classes;
        }

        foreach (var item in list.Items)
        {
            classes.Add(System.Text.Encoding.UTF8.GetBytes(item.Text), names);
        }

        return classes;
    }

    /// <summary>The answer that tells what was found.</summary>
    public static CommandResult Answer<TAddr>(Subnet<TAddr>? subnet)
        where TAddr : struct, IAddress<TAddr> => subnet switch
        {
            null => CommandResult.Empty("no selected subnet"),
            { SharedNetwork: { } network } => CommandResult.Success($"selected shared network '{network.Name}' starting with subnet '{subnet.Text}' id {subnet.Id}"),
            _ => CommandResult.Success($"selected subnet '{subnet.Text}' id {subnet.Id}"),
        };

    private TAddr NoAddress<TAddr>(string name)
        where TAddr : struct
    {
        if (Text(name).Length > 0)
        {
            Refuse($"bad '{name}' entry: found '{Text(name)}', wanted an address");
        }

        return default;
    }

    private void Refuse(string text) => Refusal ??= CommandResult.Error(text);
}
