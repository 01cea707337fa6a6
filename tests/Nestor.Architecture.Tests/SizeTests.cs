using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests;

/// <summary>Files and methods stay small enough to be read at once.</summary>
public sealed class SizeTests
{
    private const int SourceFile = 500;
    private const int TestFile = 800;
    private const int Method = 100;
    private const int MedianFile = 80;

    [Fact]
    public void No_source_file_is_over_500_lines_and_no_test_file_over_800()
    {
        IEnumerable<string> wrong =
            from path in Tree.Files(end: ".cs")
            let lines = Tree.Lines(path).Length
            where lines > (IsTest(path) ? TestFile : SourceFile)
            select $"{path}: {lines} lines";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void The_median_source_file_is_at_most_80_lines()
    {
        int[] lengths = [.. Tree.Files("src", ".cs").Select(path => Tree.Lines(path).Length).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianFile);
    }

    [Fact]
    public void No_method_is_over_100_lines()
    {
        IEnumerable<string> wrong =
            from path in Tree.Files(end: ".cs")
            from member in MemberScanner.Find(Tree.Read(path))
            where member.Lines > Method
            select $"{path}({member.Line}): {member.Lines} lines: {member.Header}";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void The_scanner_sees_methods_and_measures_them()
    {
        const string Code = """"
            namespace A;
            class B(int x) : C
            {
                private static readonly int[] Table = new int[] { 1, 2 };
                string One() // {
                {
                    if (x > 0) { return "}"; }
                    return '{' + @"{""";
                }
                struct Inner<T> where T : struct { void Two<T>(T t) where T : struct { } }
            }
            """";
        IReadOnlyList<Member> members = MemberScanner.Find(Code);
        Assert.Equal(2, members.Count);
        Assert.Equal((6, 4), (members[0].Line, members[0].Lines));
        Assert.Equal(1, members[1].Lines);
    }

    private static bool IsTest(string path) => path.StartsWith("tests/", StringComparison.Ordinal);
}
