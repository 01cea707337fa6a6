using Nestor.Json;
using Nestor.Server.Audit;

namespace Nestor.Server.Control;

/// <summary>
/// Passwords in a configuration that is told: stars stand in their place, and where such a configuration comes back the
/// stars mean the password the running one has there.
/// </summary>
internal static class ShownSecrets
{
    /// <summary>Members of a program's configuration in which a password may stand.</summary>
    private static readonly string[] Holders =
        ["authentication", "config-control", "control-sockets", "hooks-libraries", "hosts-database", "hosts-databases", "lease-database", "otlp"];

    /// <summary>The form of a whole configuration (a map with the one member Dhcp4 or such) with its passwords hidden.</summary>
    public static Element Hidden(Element form) => Element.Map(form.Members.Select(program => program with
    {
        Value = Element.Map(program.Value.Members.Select(m => Holders.Contains(m.Name) ? m with { Value = Secrets.Without(m.Value) } : m)),
    }));

    /// <summary>A configuration that was asked for with the running one's passwords in the place of stars.</summary>
    /// <param name="form">Makes the form of the running configuration, null when it has none; not asked when there are no stars.</param>
    /// <param name="error">Which stars stand where the running one has nothing; empty for none.</param>
    public static Element Restored(Element asked, Func<Element?> form, out string error)
    {
        error = "";
        if (!asked.Members.Any(program => program.Value.Members.Any(m => Holders.Contains(m.Name) && HasStars(m.Value))))
        {
            return asked;
        }

        string problem = "";
        var running = form();
        var restored = Element.Map(
            asked.Members.Select(program => program.Value.Kind != ElementKind.Map ? program : program with
            {
                Value = Element.Map(
                    program.Value.Members.Select(m => Holders.Contains(m.Name)
                        ? m with { Value = Restored(m.Value, running?[program.Name]?[m.Name], ref problem) }
                        : m).ToArray(),
                    program.Value.Place),
            }).ToArray(),
            asked.Place);
        error = problem;
        return restored;
    }

    // As deep as the reader of JSON goes at most.
    private static bool HasStars(Element value) =>
        value.Members.Any(m => (Secrets.IsSecret(m) && m.Value.Text == Secrets.Removed) || HasStars(m.Value)) || value.Items.Any(HasStars);

    private static Element Restored(Element asked, Element? running, ref string error)
    {
        switch (asked.Kind)
        {
            case ElementKind.Map:
                var members = new List<Member>(asked.Members.Count);
                foreach (var member in asked.Members)
                {
                    members.Add(member with { Value = Restored(member, running?[member.Name], ref error) });
                }

                return Element.Map(members, asked.Place);
            case ElementKind.List:
                var items = new List<Element>(asked.Items.Count);
                for (int i = 0; i < asked.Items.Count; i++)
                {
                    items.Add(Restored(asked.Items[i], Counterpart(asked, i, running), ref error));
                }

                return Element.List(items, asked.Place);
            default:
                return asked;
        }
    }

    private static Element Restored(in Member member, Element? running, ref string error)
    {
        if (!Secrets.IsSecret(member) || member.Value.Text != Secrets.Removed)
        {
            return Restored(member.Value, running, ref error);
        }

        if (running is { Kind: ElementKind.String })
        {
            return Element.Of(running.Text, member.Value.Place);
        }

        error = $"{member.Value.Place}: found \"{Secrets.Removed}\" for \"{member.Name}\", which means that of the running configuration, and it has none there";
        return member.Value;
    }

    /// <summary>The running configuration's item that is the same but for passwords; else the one in the same place of as many.</summary>
    private static Element? Counterpart(Element asked, int at, Element? running)
    {
        if (running is not { Kind: ElementKind.List })
        {
            return null;
        }

        string wanted = Shown(asked.Items[at]);
        return running.Items.FirstOrDefault(i => Shown(i) == wanted) ?? (running.Items.Count == asked.Items.Count ? running.Items[at] : null);
    }

    private static string Shown(Element item) => JsonWriter.Compact(Secrets.Without(item));
}
