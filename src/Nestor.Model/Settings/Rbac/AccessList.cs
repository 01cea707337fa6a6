using Nestor.Json;
using Nestor.Model.Commands;

namespace Nestor.Model.Settings.Rbac;

/// <summary>A set of commands, as access lists of <c>libdhcp_rbac</c> describe one.</summary>
public abstract record AccessList
{
    public static readonly AccessList All = new Everything(true);

    public static readonly AccessList None = new Everything(false);

    /// <summary>Parts it has, those of lists it refers to by name too.</summary>
    public virtual int Size => 1;

    /// <summary>
    /// True when the command is in it; null when that hangs on what the command does and nobody has defined that.
    /// </summary>
    /// <param name="definition">Null for a command that is not defined.</param>
    public abstract bool? Has(string command, CommandDefinition? definition);

    /// <summary>Names of commands that stand in it, with their places.</summary>
    public virtual IEnumerable<(string Name, SourcePlace Place)> Names => [];

    private sealed record Everything(bool Is) : AccessList
    {
        public override bool? Has(string command, CommandDefinition? definition) => Is;
    }

    public sealed record Not(AccessList Other) : AccessList
    {
        public override int Size => Other.Size + 1;

        public override IEnumerable<(string Name, SourcePlace Place)> Names => Other.Names;

        public override bool? Has(string command, CommandDefinition? definition) => !Other.Has(command, definition);
    }

    /// <summary>All of them (and), or any (or); what cannot be known matters only where the others do not decide.</summary>
    public sealed record Group(bool IsAnd, IReadOnlyList<AccessList> Parts) : AccessList
    {
        public override int Size { get; } = Parts.Sum(p => p.Size) + 1;

        public override IEnumerable<(string Name, SourcePlace Place)> Names => Parts.SelectMany(p => p.Names);

        public override bool? Has(string command, CommandDefinition? definition)
        {
            bool? all = IsAnd;
            foreach (var part in Parts)
            {
                bool? has = part.Has(command, definition);
                if (has == !IsAnd)
                {
                    return has;
                }

                all = has is null ? null : all;
            }

            return all;
        }
    }

    public sealed record Named(IReadOnlyList<(string Name, SourcePlace Place)> Commands) : AccessList
    {
        private readonly HashSet<string> _names = [.. Commands.Select(c => c.Name)];

        public override int Size => Commands.Count + 1;

        public override IEnumerable<(string Name, SourcePlace Place)> Names => Commands;

        public override bool? Has(string command, CommandDefinition? definition) => _names.Contains(command);
    }

    public sealed record OfAccess(CommandAccess Access) : AccessList
    {
        public override bool? Has(string command, CommandDefinition? definition) =>
            definition is null ? null : definition.Access == Access;
    }

    public sealed record OfHook(string Hook) : AccessList
    {
        public override bool? Has(string command, CommandDefinition? definition) =>
            definition is null ? null : definition.Hook == Hook;
    }
}
