using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;

namespace StandardLibraries.ClassCmds;

/// <summary>The commands, outside of the loop.</summary>
internal static class ClassCommands
{
    private const string Classes = "client-classes";

    /// <summary>Long lists that a class is not shown by.</summary>
    private static readonly string[] Others = ["subnet4", "subnet6", "shared-networks", "reservations"];

    /// <summary>The class comes behind those there are, which it may depend on.</summary>
    public static CommandResult Add(IConfiguration configuration, CommandCall call)
    {
        if (!TryClass(call, out var added, out string name, out var refusal))
        {
            return refusal!;
        }

        return configuration.Change(now => Find(now.Tree, name) is not null
            ? CommandResult.Error($"Class '{name}' already exists.")
            : new ConfigurationEdit(
                now.Tree.With(Classes, now.Tree[Classes].Append(added!)), CommandResult.Success($"Class '{name}' added.")));
    }

    /// <summary>The class is another one from now on, in the same place; nothing of the one before is left.</summary>
    public static CommandResult Update(IConfiguration configuration, CommandCall call)
    {
        if (!TryClass(call, out var changed, out string name, out var refusal))
        {
            return refusal!;
        }

        return configuration.Change(now => Find(now.Tree, name) is not { } before
            ? NotFound(name)
            : new ConfigurationEdit(
                now.Tree.With(Classes, now.Tree[Classes]!.Replace(before, changed)), CommandResult.Success($"Class '{name}' updated.")));
    }

    /// <summary>A class that others ask for stays.</summary>
    public static CommandResult Delete(IConfiguration configuration, CommandCall call)
    {
        if (!call.TryText("name", out string name, out var refusal) || !call.HasOnly(out refusal, "name"))
        {
            return refusal;
        }

        return configuration.Change(now => Find(now.Tree, name) is not { } found
            ? NotFound(name)
            : DependentOn(now.Settings, name) is { } other
                ? CommandResult.Error($"Class '{name}' is used by class '{other}'.")
                : new ConfigurationEdit(
                    now.Tree.With(Classes, now.Tree[Classes]!.Replace(found, null)), CommandResult.Success($"Class '{name}' deleted.")));
    }

    /// <summary>All of one class.</summary>
    public static CommandResult Get(IConfiguration configuration, CommandCall call)
    {
        if (!call.TryText("name", out string name, out var refusal) || !call.HasOnly(out refusal, "name"))
        {
            return refusal;
        }

        var now = configuration.Now;
        if (Find(now.Tree, name) is not { } found)
        {
            return NotFound(name);
        }

        var part = Others.Aggregate(now.Tree, (tree, list) => tree.With(list, null)).With(Classes, Element.List([found]));
        return CommandResult.Success($"Class '{name}' definition returned", Listed(configuration.Shown(part)[Classes]!.Items));
    }

    /// <summary>The names of all classes.</summary>
    public static CommandResult List(IConfiguration configuration, CommandCall call)
    {
        if (!call.HasOnly(out var refusal))
        {
            return refusal;
        }

        Element[] names =
        [
            .. (configuration.Now.Tree[Classes]?.Items ?? [])
                .Select(c => Element.Map([new Member("name", Element.Of(c["name"]!.Text), SourcePlace.None)])),
        ];
        return names.Length == 0
            ? CommandResult.Empty("0 classes found", Listed(names))
            : CommandResult.Success(names.Length == 1 ? "1 class found" : $"{names.Length} classes found", Listed(names));
    }

    private static bool TryClass(CommandCall call, out Element? one, out string name, out CommandResult? refusal)
    {
        name = "";
        if (!call.TryOne(Classes, out one, out refusal) || !call.HasOnly(out refusal, Classes))
        {
            return false;
        }

        var named = one["name"];
        name = named?.Text ?? "";
        refusal = named is null ? CommandResult.Error("Missing mandatory 'name' parameter.")
            : named.Kind != ElementKind.String ? CommandResult.Error("'name' parameter expected to be a string.")
            : name.Length == 0 ? CommandResult.Error("'name' parameter expected not to be empty.")
            : null;
        return refusal is null;
    }

    private static Element? Find(Element tree, string name) => tree[Classes]?.Items.FirstOrDefault(c => c["name"]?.Text == name);

    /// <summary>The first class whose test asks for this one; null for none.</summary>
    private static string? DependentOn(DhcpSettings settings, string name)
    {
        IEnumerable<ClientClass> all = settings is Dhcp4Settings four ? four.Classes.All : ((Dhcp6Settings)settings).Classes.All;
        return all.FirstOrDefault(c => c.Name != name && c.Test?.Classes.Any(id => settings.ClassNames[id] == name) == true)?.Name;
    }

    private static CommandResult NotFound(string name) => CommandResult.Empty($"Class '{name}' not found");

    private static Element Listed(IEnumerable<Element> classes) =>
        Element.Map([new Member(Classes, Element.List(classes), SourcePlace.None)]);
}
