namespace Nestor.Model.Commands;

/// <summary>Whether a command changes anything.</summary>
public enum CommandAccess : byte
{
    Read,
    Write,
}

/// <summary>What is known of a command without running it.</summary>
/// <param name="Hook">Kea's name of the library it comes with, without <c>libdhcp_</c>; empty for one of the server's own.</param>
public sealed record CommandDefinition(string Name, CommandAccess Access, string Hook);
